import { decode, encode } from "../../src/base64url.js";

type Mutation = (header: string, payload: string, signature: string) => string;

/** The faults that the corpus's "derived mutation" rows have, by their names there. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...Object.fromEntries([0, 16, 31].map((at) => [`sigbit${at}`, changeSignature((mac) => flip(mac, at))])),
  "sig-empty": (h, p) => `${h}.${p}.`,
  "sig-missing": (h, p) => `${h}.${p}`,
  "sig-trunc1": changeSignature((mac) => mac.subarray(0, -1)),
  "sig-ext1": changeSignature((mac) => Buffer.concat([mac, Buffer.alloc(1)])),
  "extra-segment": (h, p, s) => `${h}.${p}.${s}.x`,
  "payload-appended": (h, p, s) => `${h}.${p}AAAA.${s}`,
  "pad-sig": (h, p, s) => `${h}.${p}.${s}==`,
  "space-sig": (h, p, s) => `${h}.${p}.${s.slice(0, 4)} ${s.slice(4)}`,
  "nl-header": (h, p, s) => `${h.slice(0, 4)}\n${h.slice(4)}.${p}.${s}`,
  ...Object.fromEntries(
    ["none", "None", "NONE", "nOnE"].flatMap((alg): [string, Mutation][] => [
      [`alg-${alg}`, (h, p) => `${changeAlgorithm(h, alg)}.${p}.`],
      [`alg-${alg}-keepsig`, (h, p, s) => `${changeAlgorithm(h, alg)}.${p}.${s}`],
    ]),
  ),
};

function changeSignature(change: (mac: Buffer) => Buffer): Mutation {
  return (h, p, s) => `${h}.${p}.${encode(change(decode(s)))}`;
}

function flip(bytes: Buffer, at: number): Buffer {
  return Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));
}

function changeAlgorithm(segment: string, alg: string): string {
  return encode(decode(segment).toString().replace("HS256", alg));
}
