import "uplot/dist/uPlot.min.css";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/parts.css";
import "./styles/live.css";
import "./styles/conversations.css";
import "./styles/try.css";
import "./styles/cards.css";
import { render } from "preact";
import { Shell } from "./parts/shell";
import { start } from "./state/start";

const root = document.getElementById("page");
if (root !== null) {
  render(<Shell />, root);
  start();
}
