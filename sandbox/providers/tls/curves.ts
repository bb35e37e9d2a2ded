/** An elliptic curve by the names that each format has for it. */
export interface Curve {
  readonly openssl: string;
  /** What OpenSSH and WebCrypto call it, and the hash that signs with it; OpenSSH and WebCrypto don't know P224. */
  readonly modern?: { readonly openssh: string; readonly webCrypto: string; readonly hash: string };
}

/** The curves of the real provider's `ecdsaCurve`. */
export const curves = {
  P224: { openssl: "secp224r1" },
  P256: { openssl: "prime256v1", modern: { openssh: "nistp256", webCrypto: "P-256", hash: "SHA-256" } },
  P384: { openssl: "secp384r1", modern: { openssh: "nistp384", webCrypto: "P-384", hash: "SHA-384" } },
  P521: { openssl: "secp521r1", modern: { openssh: "nistp521", webCrypto: "P-521", hash: "SHA-512" } },
} as const satisfies Record<string, Curve>;

/** The curve that node names `openssl`; undefined for those the real provider doesn't have. */
export const curveNamed = (openssl: string | undefined): Curve | undefined =>
  Object.values<Curve>(curves).find((curve) => curve.openssl === openssl);
