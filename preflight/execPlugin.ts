import { spawn } from "node:child_process";
import { z } from "zod";
import { SettingsError } from "../settings/settings";
import { errorCode } from "./errorCode";
import type { Chosen, ExecEntry } from "./kubeconfig";

const credential = z.object({
  kind: z.literal("ExecCredential"),
  apiVersion: z.string(),
  status: z.union([
    z.object({ token: z.string().min(1) }),
    z.object({ clientCertificateData: z.string().min(1), clientKeyData: z.string().min(1) }),
  ]),
});
export type Credential = z.output<typeof credential>["status"];

/** Milliseconds that a plugin has. */
const patienceMs = 15_000;
const group = "client.authentication.k8s.io";

/**
 * Runs the program that the kubeconfig logs in with. One that asks somebody has nobody to ask: its words are shown instead.
 * @throws SettingsError when it isn't there, fails, doesn't end, or prints something else
 */
export async function execCredential(exec: ExecEntry, { context, cluster }: Chosen): Promise<Credential> {
  const fault = (what: string, repair = `kubectl --context ${context} get namespace kube-system`) =>
    new SettingsError(
      `${exec.command}, by which context ${context} logs in, ${what}. Nothing was changed.\n` +
        repair.trim().replaceAll(/^\s*/gm, "      "),
    );
  const anew =
    "Make this entry of the kubeconfig anew, for instance: aws eks update-kubeconfig, gcloud container clusters get-credentials, az aks get-credentials";
  if (![`${group}/v1`, `${group}/v1beta1`].includes(exec.apiVersion))
    throw fault(`is to speak ${exec.apiVersion}: expected ${group}/v1 or v1beta1, as kubectl 1.24 and later do`, anew);
  if (exec.interactiveMode === "Always")
    throw fault("wants a terminal (interactiveMode: Always), which Pulumi's programs don't have", anew);

  const info = {
    kind: "ExecCredential",
    apiVersion: exec.apiVersion,
    spec: {
      interactive: false,
      ...(exec.provideClusterInfo && { cluster: forPlugin(cluster) }),
    },
  };
  const { end, stdout, stderr } = await run(exec, JSON.stringify(info));
  const words = lastLines(stderr);
  const said = words === "" ? "" : `: ${words}`;
  if (end === "ENOENT")
    throw fault("isn't installed, or not on PATH", exec.installHint ?? `command -v ${exec.command}`);
  if (typeof end === "string") throw fault(`can't be started: ${end}`, `ls -l ${exec.command}`);
  if (end === undefined) throw fault(`didn't end within ${patienceMs / 1000} s${said}`);
  if (end !== 0) throw fault(`ended with ${end}${said}`);
  const result = credential.safeParse(json(stdout));
  if (!result.success)
    throw fault(`printed no ExecCredential with status.token, or clientCertificateData and clientKeyData${said}`);
  const { apiVersion, status } = result.data;
  if (apiVersion !== exec.apiVersion)
    throw fault(`answered in ${apiVersion}, where the kubeconfig says ${exec.apiVersion}`, anew);
  return status;
}

const forPlugin = (cluster: Chosen["cluster"]) => ({
  server: cluster.server,
  ...(cluster["tls-server-name"] && { "tls-server-name": cluster["tls-server-name"] }),
  ...(cluster["insecure-skip-tls-verify"] && { "insecure-skip-tls-verify": true }),
  ...(cluster["certificate-authority-data"] && { "certificate-authority-data": cluster["certificate-authority-data"] }),
  ...(cluster["proxy-url"] && { "proxy-url": cluster["proxy-url"] }),
});

interface Ended {
  /** Exit code, the code of an error that kept it from starting, or undefined where it went on too long. */
  readonly end: number | string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

const run = ({ command, args, env }: ExecEntry, info: string): Promise<Ended> =>
  new Promise((resolve) => {
    const extra = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
    const child = spawn(command, args ?? [], {
      env: { ...process.env, ...extra, KUBERNETES_EXEC_INFO: info },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that what it has started ends with it.
      detached: true,
    });
    const said = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (said.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
    const finish = (end: Ended["end"]) => {
      clearTimeout(timer);
      resolve({ end, ...said });
    };
    const timer = setTimeout(() => {
      finish(undefined);
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      } catch {
        // Its group has ended; what it left in another one holds its output open.
      }
      child.stdout.destroy();
      child.stderr.destroy();
    }, patienceMs);
    child.on("error", (error) => {
      finish(errorCode(error) ?? error.message);
    });
    child.on("close", (code, signal) => {
      finish(code ?? signal ?? 1);
    });
  });

const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What went wrong and what to do stands at the end. */
const lastLines = (text: string): string =>
  text
    .split("\n")
    .flatMap((line) => line.trim() || [])
    .slice(-5)
    .join("; ");
