import * as pulumi from "@pulumi/pulumi";
import { shown } from "../../settings/shown";

describe("shown", () => {
  it.each([
    ["kmod", '"kmod"'],
    [8, "8"],
    [true, "true"],
    [["a"], "a list"],
    [{ a: 1 }, "an object"],
    [pulumi.output("x"), "an Output"],
    ["https://charts.example.com", '"https://charts.example.com"'],
    ["https://charts.example.com/", '"https://charts.example.com/"'],
    ["https://user:token@charts.example.com/x", '"https://***@charts.example.com/***"'],
    ["https://user:to/k@en@charts.example.com", '"https://***@charts.example.com"'],
    ["https://hooks.example.com/services/T0/B0", '"https://hooks.example.com/***"'],
    ["u:p@proxy.corp:3128", '"***@proxy.corp:3128"'],
    ["u:p@ss/w@proxy.corp:3128", '"***@proxy.corp:3128"'],
    ["u:p@proxy.corp/x@sha256:abc", '"***@proxy.corp/x@sha256:abc"'],
    ["falco-rules:5@sha256:abc", '"falco-rules:5@sha256:abc"'],
    ["https://loki?token=x", '"https://loki/***"'],
    ["-----BEGIN PRIVATE KEY-----\nabc", "a private key"],
    ["x".repeat(101), "text of 101 characters"],
  ])("shows %j as %s", (value, text) => {
    expect(shown(value)).toBe(text);
  });
});
