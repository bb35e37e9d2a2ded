import { z } from "zod";
import { doubtful, wrong, type Remark, type SecretTexts } from "./secretTexts";

export const pullKey = ".dockerconfigjson";
const type = "kubernetes.io/dockerconfigjson";

const config = z.object({
  auths: z.record(
    z.string(),
    z.object({ auth: z.string().optional(), username: z.string().optional(), password: z.string().optional() }),
  ),
});

/** What is wrong with a pull Secret; `registry` is where images come from, unless other pull Secrets may be for that. */
export function pullRemarks(texts: SecretTexts, registry: string | undefined): readonly Remark[] {
  const text = texts.text(pullKey);
  if (text === undefined) return [];
  if (texts.type !== type)
    return [wrong(`is of type ${texts.type}, and for images kubelet reads ${type} only`, pullKey)];
  const { data } = config.safeParse(parsed(text));
  if (data === undefined) return [wrong(`has in ${pullKey} no JSON with \`auths\``, pullKey)];
  const logins = Object.entries(data.auths);
  const empty = logins.filter(([, login]) => !isLogin(login)).map(([host]) => host);
  if (empty.length > 0)
    return [wrong(`has in ${pullKey} no user and password, each on one line, for ${empty.join(", ")}`, pullKey)];
  return registry === undefined || logins.some(([key]) => isFor(key, registry))
    ? []
    : [doubtful(`has in ${pullKey} no login for ${registry}, where the images come from`, pullKey)];
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type Login = z.output<typeof config>["auths"][string];

/** `auth` has both in base64. A Google service account's password is its JSON key, which has lines. */
const isLogin = ({ auth, username, password }: Login): boolean =>
  /^[^:\p{Cc}]+:([^\p{Cc}]+|\{[^]*\}\s*)$/u.test(
    auth === undefined ? `${username ?? ""}:${password ?? ""}` : Buffer.from(auth, "base64").toString(),
  );

const dockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/** Keys are hosts with or without scheme and path, and `*` for a label of them. */
function isFor(key: string, registry: string): boolean {
  const host = key.replace(/^https?:\/\//, "").split("/")[0] ?? key;
  if (dockerHub.includes(registry)) return dockerHub.includes(host);
  const [labels, wanted] = [host.split("."), registry.split(".")];
  return labels.length === wanted.length && labels.every((label, at) => label === "*" || label === wanted[at]);
}
