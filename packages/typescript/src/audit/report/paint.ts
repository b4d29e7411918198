const CODES = { red: 31, green: 32, yellow: 33, dim: 2 } as const;

/** Gives a text its colour on a terminal, line by line. */
export type Paint = (colour: keyof typeof CODES, text: string) => string;

export const inColour: Paint = (colour, text) =>
  text.replace(/^(.+?)( *)$/gm, `\u001b[${CODES[colour]}m$1\u001b[0m$2`);

export const plainly: Paint = (_, text) => text;
