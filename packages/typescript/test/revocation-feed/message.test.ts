import { describe, expect, it } from "vitest";
import { readMessage } from "../../src/revocation-feed/message.js";

describe("a line of the feed", () => {
  it.each([
    '{"sid":"s1","until":5}',
    '{"sub":"ann","before":4.5,"until":5}',
    '{"cursor":"1750000000000","at":1750000000.123}',
    '{ "at": 5, "cursor": "größe" }\r',
    `{"cursor":"${"😀".repeat(255)}","at":5}`,
  ])("is %s", (line) => {
    expect(readMessage(Buffer.from(line))).toEqual(JSON.parse(line));
  });

  it.each([
    "",
    "5",
    "null",
    "[]",
    "{}",
    '{"cursor":5,"at":5}',
    '{"cursor":"","at":5}',
    '{"cursor":"5"}',
    '{"cursor":"5","at":"5"}',
    '{"cursor":"5","at":null}',
    '{"cursor":"5","at":1e400}',
    '{"cursor":"5","at":5,"more":1}',
    '{"cursor":"5","cursor":"6","at":5}',
    '{"cursor":"5","at":5,"sid":"s1","until":5}',
    `{"cursor":"${"5".repeat(256)}","at":5}`,
    '{"sid":"s1","until":1e400}',
    '{"sid":"s1","sid":"s2","until":5}',
    '{"sid":"\\ud800","until":5}',
    '\ufeff{"cursor":"5","at":5}',
  ])("is not %s, and the error does not repeat it", (line) => {
    expect(() => readMessage(Buffer.from(line))).toThrow(
      /^a line of the feed is neither an entry nor a mark$/,
    );
  });

  it("is UTF-8", () => {
    const line = Buffer.concat([Buffer.from('{"cursor":"'), Buffer.from([0xff]), Buffer.from('","at":5}')]);
    expect(() => readMessage(line)).toThrow();
  });
});
