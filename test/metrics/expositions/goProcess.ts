import { timeOf, type Moment, type Values } from "./moment";
import { startOf } from "./story";
import { single } from "./text";

/** Values of the metrics of a process in Go that began at `start`. */
export const goProcessValues = (start: (moment: Moment) => number): Values<Moment> => ({
  process_start_time_seconds: (moment) => single(timeOf(moment, start(moment))),
  process_resident_memory_bytes: () => single(32 * 2 ** 20),
  process_open_fds: () => single(12),
  process_max_fds: () => single(1_048_576),
  process_cpu_seconds_total: (moment) => single(((moment.t - start(moment)) * 0.002).toFixed(2)),
  go_goroutines: () => single(18),
  go_info: () => [{ labels: { version: "go1.24.6" }, value: 1 }],
});

/** When the process of a DaemonSet began. */
export const daemonStart = ({ day, node, t }: Moment): number => startOf(day, node, t);
