import { channels } from "../../api/channels";
import { ageText, channelNames, numberText } from "../parts/words";
import { hrefOf } from "../state/route";
import { picture } from "../state/store";

/** Every channel's queue, in numbers. */
export const QueueTable = () => {
  const queues = picture.value?.queues;
  return (
    <section class="card" aria-labelledby="queues-title">
      <h2 id="queues-title">Queues</h2>
      <div class="scroller">
        <table>
          <thead>
            <tr>
              <th scope="col">Channel</th>
              <th scope="col">Waiting</th>
              <th scope="col">In work</th>
              <th scope="col">Oldest</th>
              <th scope="col">Dead letters</th>
            </tr>
          </thead>
          <tbody>
            {queues &&
              channels.map((channel) => {
                const { waiting, inFlight, oldestSeconds, deadLetters } = queues[channel];
                return (
                  <tr key={channel}>
                    <th scope="row">{channelNames[channel]}</th>
                    <td>{numberText(waiting)}</td>
                    <td>{numberText(inFlight)}</td>
                    <td>{oldestSeconds === null ? "–" : ageText(oldestSeconds)}</td>
                    <td>
                      {deadLetters === 0 ? (
                        "0"
                      ) : (
                        <a class="bad" href={hrefOf("steer")}>
                          {numberText(deadLetters)}
                        </a>
                      )}
                    </td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </div>
    </section>
  );
};
