import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, Server, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogSeverity, type LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ConfigureRequest, CreateRequest, type ConfigureResponse } from "@pulumi/pulumi/proto/provider_pb";
import random from "@pulumi/random/package.json";
import tls from "@pulumi/tls/package.json";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { types, urn } from "./engine";

const bin = join(__dirname, "../../../sandbox/providers/bin");

/** The engine's log: all that was sent to it. */
const logged: LogRequest.AsObject[] = [];
const engine = new Server();
let engineAddress: string;
beforeAll(async () => {
  const log = (call: ServerUnaryCall<LogRequest, Empty>, reply: sendUnaryData<Empty>): void => {
    logged.push(call.request.toObject());
    reply(null, new Empty());
  };
  engine.addService(EngineService, { log });
  const port = await new Promise<number>((resolve, reject) => {
    engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  engineAddress = `127.0.0.1:${port}`;
});

const started: ChildProcess[] = [];
const clients: ResourceProviderClient[] = [];
afterAll(async () => {
  for (const client of clients) client.close();
  await Promise.all(started.map((plugin) => (plugin.kill(), once(plugin, "exit"))));
  engine.forceShutdown();
});

/** Starts a plugin as the engine does, from a directory that has nothing to do with the project. */
const start = async (name: string): Promise<ResourceProviderClient> => {
  const plugin = spawn(join(bin, `pulumi-resource-${name}`), [engineAddress], {
    cwd: "/",
    stdio: ["ignore", "pipe", "inherit"],
  });
  started.push(plugin);
  const port = await createInterface(plugin.stdout)[Symbol.asyncIterator]().next();
  const client = new ResourceProviderClient(`127.0.0.1:${String(port.value)}`, credentials.createInsecure());
  clients.push(client);
  return client;
};

const replied = <Reply>(send: (reply: (error: Error | null, answer: Reply) => void) => void): Promise<Reply> =>
  new Promise<Reply>((resolve, reject) => {
    send((error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });

const create = (
  client: ResourceProviderClient,
  type: string,
  inputs: Record<string, JavaScriptValue>,
): Promise<unknown> => {
  const request = new CreateRequest();
  request.setUrn(urn(type));
  request.setProperties(Struct.fromJavaScript(inputs));
  return replied((reply) => client.create(request, reply));
};

test.each([
  ["tls", tls.version, types.privateKey, { algorithm: "ED25519" }],
  ["random", random.version, types.password, { length: 24 }],
])(
  "pulumi-resource-%s serves the SDK's version and says once that it is a stand-in",
  async (name, version, type, inputs) => {
    const client = await start(name);
    const info = await replied<PluginInfo>((reply) => client.getPluginInfo(new Empty(), reply));
    const configured = await replied<ConfigureResponse>((reply) => client.configure(new ConfigureRequest(), reply));
    await Promise.all([create(client, type, inputs), create(client, type, inputs)]);

    expect(info.getVersion()).toBe(version);
    // Without it the engine doesn't ask for a preview, and leaves all outputs unknown there.
    expect(configured.getSupportspreview()).toBe(false);
    expect(logged.filter(({ message }) => message.startsWith(name))).toEqual([
      {
        ephemeral: false,
        message: `${name}: stand-in provider of the sandbox, not the real plugin`,
        severity: LogSeverity.INFO,
        streamid: 0,
        urn: "",
      },
    ]);
  },
);

describe("a plugin whose engine was killed", () => {
  let plugin: number | undefined;
  afterAll(() => {
    try {
      if (plugin !== undefined) process.kill(plugin);
    } catch {
      // It ended, as it should.
    }
  });

  test("ends", async () => {
    const killed = spawn(
      "sh",
      ["-c", '"$0" "$1" & echo $!; wait', join(bin, "pulumi-resource-random"), engineAddress],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const lines = createInterface(killed.stdout)[Symbol.asyncIterator]();
    plugin = Number((await lines.next()).value);
    await lines.next();
    killed.kill("SIGKILL");
    // Comes once nobody holds the other end of its output any more.
    expect(await once(killed, "close")).toEqual([null, "SIGKILL"]);
  });
});
