// @peculiar/x509 injects its algorithms through tsyringe, which needs this polyfill loaded first.
import "reflect-metadata";

export * from "@peculiar/x509";
