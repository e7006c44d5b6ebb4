/** Whether a URL is plain HTTP to this machine: nothing else is ever called from here. */
export const isLoopbackUrl = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "http:" && (/^127(\.\d{1,3}){3}$/.test(hostname) || hostname === "localhost" || hostname === "[::1]")
  );
};
