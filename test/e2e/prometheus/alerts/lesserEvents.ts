import { exporter as withExporter, native, withThresholds } from "../../../unit/alerts/alertArgs";
import { course, one, type AlertBehaviour } from "./alertBehaviour";
import { event, fired, first, match, nativeFired } from "./events";
import { exporter, falco } from "./scraped";

// Events that are less grave than critical ones, and that settings want to be told.

const alert = "FalcoAlert";
const warning = { priority: "warning", severity: "warning" };
const says = (where: string) => ({
  summary: "Drop and execute new binary in container (warning) on node node-1 (cluster prod-1)",
  description:
    "The rule Drop and execute new binary in container, priority warning, matched 1 time(s) within ten minutes on " +
    `node node-1${where}. Falco's log there has the details.`,
});

const exporterUp = { [one("up", exporter(1))]: "1x90" };
const asked = withThresholds(withExporter, { priority: "warning" });
const single = course(alert, asked, { ...exporterUp, [event({ priority: "4" })]: first });

const nativeUp = { [one("up", falco(1))]: "1x90" };
const askedOfNative = withThresholds(native, { priority: "debug" });
const ofNative = course(alert, askedOfNative, { ...nativeUp, [match("4")]: first });

export const lesserEventBehaviours: readonly AlertBehaviour[] = [
  single.fires(
    20,
    "at a warning where settings ask for warnings",
    [{ ...fired, ...warning }],
    says(", in pod shop/web-1"),
  ),
  single.resolves(30, "ten minutes after it"),
  course(alert, asked, { ...exporterUp, [event({ priority: "5" })]: first }).isSilent(20, "for a notice"),
  course(alert, asked, { ...exporterUp, [event()]: first }).isSilent(20, "for what is critical"),
  ofNative.fires(20, "at a warning where settings ask for everything", [{ ...nativeFired, ...warning }], says("")),
  ofNative.resolves(30, "ten minutes after it"),
  course(alert, askedOfNative, { ...nativeUp, [match("2")]: first }).isSilent(20, "for what is critical"),
];
