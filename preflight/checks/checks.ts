import { admission } from "./admission";
import { autopilot } from "./autopilot";
import type { Check } from "./check";
import { clusterWide } from "./clusterWide";
import { containerRuntime } from "./containerRuntime";
import { coverage } from "./coverage";
import { customResources } from "./customResources";
import { gitOps } from "./gitOps";
import { guests } from "./guests";
import { helmReleases } from "./helmReleases";
import { interruptedReleases } from "./interruptedReleases";
import { kernel } from "./kernel";
import { kernelModules } from "./kernelModules";
import { kubernetesVersion } from "./kubernetesVersion";
import { leaving } from "./leaving";
import { limitRanges } from "./limitRanges";
import { lost } from "./lost";
import { namespaces } from "./namespaces";
import { nodePort } from "./nodePort";
import { openShift } from "./openShift";
import { placement } from "./placement";
import { podSecurity } from "./podSecurity";
import { priorityClasses } from "./priorityClasses";
import { probe } from "./probe";
import { quotas } from "./quotas";
import { redisVolume } from "./redisVolume";
import { ringBuffers } from "./ringBuffers";
import { secondFalco } from "./secondFalco";
import { secrets } from "./secrets";
import { selected } from "./selected";
import { storageClass } from "./storageClass";
import { unanswered } from "./unanswered";
import { vacuousWait } from "./vacuousWait";

/** All checks, in the order in which their results are reported. */
export const checks: readonly Check[] = [
  kubernetesVersion,
  namespaces,
  leaving,
  helmReleases,
  interruptedReleases,
  lost,
  clusterWide,
  guests,
  gitOps,
  secondFalco,
  nodePort,
  podSecurity,
  admission,
  openShift,
  autopilot,
  coverage,
  kernel,
  probe,
  kernelModules,
  containerRuntime,
  placement,
  vacuousWait,
  ringBuffers,
  quotas,
  limitRanges,
  priorityClasses,
  storageClass,
  redisVolume,
  customResources,
  selected,
  secrets,
  unanswered,
];
