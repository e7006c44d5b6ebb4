import { BlockList, isIP } from "node:net";

const listOf = (family: "ipv4" | "ipv6", subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", prefix] = subnet.split("/");
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

/** What is not to be reached from everywhere, or is no single host (IANA IPv4 Special-Purpose Address Registry; multicast). */
const special4 = listOf("ipv4", [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
]);

/** Addresses of hosts; mapped and translated ones, link-local, unique local and multicast are outside (IANA IPv6 address space). */
const global6 = listOf("ipv6", ["2000::/3"]);

/** Teredo and other protocols' own, documentation, and 6to4, which may lead to any address of IPv4. */
const special6 = listOf("ipv6", ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

const loopback = [listOf("ipv4", ["127.0.0.0/8"]), listOf("ipv6", ["::1/128"])] as const;

const isPublic = (address: string): boolean => {
  if (isIP(address) === 4) return !special4.check(address, "ipv4");
  return isIP(address) === 6 && global6.check(address, "ipv6") && !special6.check(address, "ipv6");
};

const isLoopback = (address: string): boolean =>
  loopback[isIP(address) === 6 ? 1 : 0].check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

/** Whether events may be posted to an address: to a public one, and in the local stack to this machine. */
export const mayBePostedTo = (address: string, isLocal: boolean): boolean =>
  isPublic(address) || (isLocal && isLoopback(address));

/** The address that stands in a URL instead of a name, in the one form that URLs have for it; names have none. */
const literalOf = ({ hostname }: URL): string | undefined => {
  const address = hostname.replace(/^\[|\]$/g, "");
  return isIP(address) === 0 ? undefined : address;
};

const mayHost = (url: URL, isLocal: boolean): boolean => {
  const literal = literalOf(url);
  return literal === undefined || mayBePostedTo(literal, isLocal);
};

/** Whether a webhook may have such an address, as far as it can be told before a connection is made. */
export const isPostable = (text: string, isLocal: boolean): boolean => {
  const url = URL.parse(text);
  if (url === null || !mayHost(url, isLocal)) return false;
  return isLocal || (url.protocol === "https:" && url.port === "");
};
