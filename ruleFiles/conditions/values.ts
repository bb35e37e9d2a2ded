import { isIPv4, isIPv6 } from "node:net";

/** A value that begins so stands for the items of a list of Falco's own, which nobody here knows. */
export const unknownItem = "\uE000";

/** Falco keeps a value in 256 bytes, one of them the end (libs 0.25.4, sinsp_filtercheck.cpp). */
const mostBytes = 255;

/** A whole number in decimal. */
export const isNumeric = (text: string) => /^\s*[+-]?[0-9]+$/.test(text);
const isNetwork = (text: string): boolean => {
  const [address = "", ...rest] = text.split("/");
  const mask = rest.join("/");
  if (!isNumeric(mask)) return false;
  // The length of a prefix is one byte.
  const length = Number(mask) & 0xff;
  return text.includes(".")
    ? isIPv4(address) && length <= 32
    : isIPv6(address) && !address.includes("%") && length > 0 && length <= 128;
};
const isAddress = (text: string) => (text.includes(".") ? isIPv4(text) : isIPv6(text) && !text.includes("%"));
const isPort = (text: string, services: ReadonlySet<string>) =>
  /^[0-9]*$/.test(text) ? Number(text) < 2 ** 31 : services.has(text);
const isShort = (text: string) => Buffer.byteLength(text) <= mostBytes;

interface Kind {
  readonly holds: (text: string, services: ReadonlySet<string>) => boolean;
  /** Completes "expected …". */
  readonly expected: string;
}
const number: Kind = { holds: isNumeric, expected: "a whole number in decimal" };
const text: Kind = { holds: isShort, expected: `at most ${mostBytes} bytes` };
const numbers = [
  ..."INT8 INT16 INT32 INT64 FD ERRNO PID UINT8 UINT16 UINT32 UINT64 RELTIME ABSTIME DOUBLE UID GID MODE L4PROTO".split(
    " ",
  ),
  ..."FLAGS8 FLAGS16 FLAGS32 ENUMFLAGS8 ENUMFLAGS16 ENUMFLAGS32".split(" "),
];
const texts = "CHARBUF FSPATH FSRELPATH BYTEBUF SOCKADDR SOCKTUPLE SOCKFAMILY".split(" ");

/** What values of a type look like (libs 0.25.4, userspace/libsinsp/value_parser.cpp). */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ...numbers.map((name) => [name, number] as const),
  ...texts.map((name) => [name, text] as const),
  ["BOOL", { holds: (value: string) => value === "true" || value === "false", expected: "true or false" }],
  ["PORT", { holds: isPort, expected: "the number of a port or the name of a well-known one" }],
  ["IPADDR", { holds: isAddress, expected: "an IP address" }],
  ["IPNET", { holds: isNetwork, expected: "a network such as 10.0.0.0/8" }],
]);

/** What a value of the type has to be, where this one isn't it. */
export function misfit(type: string, value: string, services: ReadonlySet<string>): string | undefined {
  if (value.startsWith(unknownItem)) return undefined;
  const kind = kinds.get(type);
  if (!kind) return "no value at all";
  return kind.holds(value, services) ? undefined : kind.expected;
}

const any = ["=", "==", "!=", "in", "intersects"];
const ordered = [...any, "<", "<=", ">", ">="];
const fitting = {
  number: ordered,
  same: any,
  text: [...ordered, "contains", "icontains", "startswith", "endswith", "glob", "iglob", "pmatch", "regex"],
  buffer: [...any, "contains", "startswith", "endswith", "bcontains", "bstartswith"],
  list: ["in", "intersects"],
  none: [],
} as const;
const listTypes = "CHARBUF UINT64 RELTIME ABSTIME BOOL IPADDR IPNET".split(" ");

/** The operators beside `exists` that a type takes (libs 0.25.4, filter_compare.cpp, flt_is_comparable). */
export function operatorsFor(type: string, isList: boolean): readonly string[] {
  if (isList) return listTypes.includes(type) ? fitting.list : fitting.none;
  if (type === "BOOL" || /^IP(?:V4|V6)?(?:ADDR|NET)$/.test(type)) return fitting.same;
  if (type === "BYTEBUF") return fitting.buffer;
  if (type === "CHARBUF" || type === "FSPATH" || type === "FSRELPATH") return fitting.text;
  const isCounted =
    (numbers.includes(type) && !["UID", "GID", "L4PROTO"].includes(type)) ||
    ["SYSCALLID", "SIGTYPE", "PORT"].includes(type);
  return isCounted ? fitting.number : fitting.none;
}

/** What `bcontains` and `bstartswith` compare with. */
export const isHexadecimal = (value: string): boolean => /^(?:[0-9a-fA-F]{2})*$/.test(value);
