import { exporter as withExporter, native } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour, type Labels } from "./alertBehaviour";
import { event, fired, match, nativeFired } from "./events";
import { exporter, falco } from "./scraped";

// Events that a counter's growth doesn't show: around restarts, reloads, and while a target doesn't answer.

const alert = "FalcoCriticalAlert";

const exporterUp = (values: string, labels: Labels = {}) => ({ [one("up", { ...exporter(1), ...labels })]: values });
const started = one("process_start_time_seconds", exporter(1));
const nativeUp = { [one("up", falco(1))]: "1x120" };
const moment = (of: "start" | "reload") => one(`falcosecurity_falco_${of}_timestamp_nanoseconds`, falco(1));
/** A time of minute 0, and from minute `at` on that minute's. */
const seconds = (at: number) => `0x${at - 1} ${at * 60}x120`;
const nanoseconds = (at: number) => `0x${at - 1} ${at * 60}000000000x120`;

/** Counted once before, and once more after minute 22, when the counter began anew. */
const asOften = "1x20 stale _x2 1x90";
const neverGone = "1x120";

const reused: Labels = { pod: "falco-exporter-zzzzz" };

export const missedEventBehaviours: readonly AlertBehaviour[] = [
  course(alert, withExporter, { ...exporterUp("1x120"), [started]: seconds(22), [event()]: asOften }).fires(
    24,
    "at an event of a kind that was counted as often before a restart",
    [fired],
  ),
  course(alert, withExporter, { ...exporterUp("1x120"), [started]: seconds(22), [event()]: asOften }).resolves(
    34,
    "ten minutes after one that was counted as often before a restart",
  ),
  course(alert, withExporter, {
    ...exporterUp("1x120"),
    [started]: seconds(22),
    [event()]: "1x20 stale _x18 1x90",
  }).fires(41, "at such an event a good while after the restart", [fired]),
  course(alert, withExporter, { ...exporterUp("1x120"), [started]: seconds(1), [event()]: neverGone }).isSilent(
    20,
    "for what was counted long before",
  ),
  course(alert, withExporter, {
    ...exporterUp("1x120"),
    [one("process_start_time_seconds", { ...exporter(1), ...reused })]: seconds(22),
    [event()]: neverGone,
  }).isSilent(24, "for old events where something else with its address starts"),
  course(alert, withExporter, { ...exporterUp("1x19 0x11 1x90"), [event()]: "_x31 1x90" }).fires(
    32,
    "at the first event of its kind while its exporter didn't answer",
    [fired],
  ),
  course(alert, withExporter, { ...exporterUp("1x19 0x11 1x90"), [event()]: "1x19 stale _x10 2x90" }).fires(
    32,
    "at another event while its exporter didn't answer",
    [fired],
  ),
  course(alert, withExporter, {
    ...exporterUp("1x19 0x11 1x90"),
    [started]: seconds(25),
    [event()]: "1x19 stale _x10 1x90",
  }).fires(32, "at an event after a restart while its exporter didn't answer", [fired]),
  course(alert, withExporter, { ...exporterUp("1x19 _x11 1x90"), [event()]: "1x19 _x11 1x90" }).isSilent(
    33,
    "for old events after a gap in Prometheus' own data",
  ),
  course(alert, withExporter, {
    ...exporterUp("1x30 stale"),
    ...exporterUp("_x31 1x60", reused),
    [event()]: "1x28 3 3 stale",
    [event(reused)]: "_x31 1 1 4x60",
  }).fires(33, "where a new exporter has the address of the one before", [fired]),
  course(alert, withExporter, {
    ...exporterUp("1x120"),
    ...exporterUp("0x120", { cluster: "other" }),
    [event()]: "_x20 1x60",
  }).fires(20, "whatever targets of another cluster have the same names", [fired]),

  course(alert, native, { ...nativeUp, [moment("start")]: nanoseconds(22), [match("2")]: asOften }).fires(
    24,
    "at an event of a rule that was counted as often before a restart",
    [nativeFired],
  ),
  course(alert, native, {
    ...nativeUp,
    [moment("start")]: "0x120",
    [moment("reload")]: nanoseconds(22),
    [match("2")]: neverGone,
  }).fires(23, "at an event of a rule that was counted as often before Falco read its rules again", [nativeFired]),
  course(alert, native, {
    ...nativeUp,
    [moment("start")]: "0x120",
    [moment("reload")]: nanoseconds(22),
    [match("2")]: "1x21 stale _x2 1x90",
  }).resolves(35, "ten minutes after an event that came after Falco read its rules again"),
  course(alert, native, {
    ...nativeUp,
    [moment("start")]: nanoseconds(1),
    [moment("reload")]: nanoseconds(1),
    [match("2")]: neverGone,
  }).isSilent(20, "for what was counted long before"),
];
