import type { Channel } from "../../api/channels";
import { channelNames } from "./words";

type ChannelChoiceProps = {
  readonly name: string;
  readonly channels: readonly Channel[];
  readonly chosen: Channel;
  readonly onChoose: (channel: Channel) => void;
};

/** One of the channels. */
export const ChannelChoice = ({ name, channels, chosen, onChoose }: ChannelChoiceProps) => (
  <fieldset class="segments">
    <legend>Channel</legend>
    {channels.map((channel) => (
      <label key={channel}>
        <input
          type="radio"
          name={name}
          value={channel}
          checked={channel === chosen}
          onChange={() => onChoose(channel)}
        />
        <span>{channelNames[channel]}</span>
      </label>
    ))}
  </fieldset>
);
