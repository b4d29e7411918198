/** Steps with their times. A terminal gets a spinner for those under way, anything else plain lines. */

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * @param {Pick<NodeJS.WriteStream, "write"> & { isTTY?: boolean, columns?: number }} out
 * @param {() => number} now - milliseconds
 */
export function createProgress(out = process.stdout, now = Date.now) {
  /** @type {Map<string, number>} */
  const underWay = new Map();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let frame = 0;

  const clear = () => out.isTTY && out.write("\r\u001b[2K");
  const draw = () => {
    const steps = [...underWay].map(([name, start]) => `${name} ${Math.floor((now() - start) / 1000)} s`);
    frame = (frame + 1) % FRAMES.length;
    clear();
    out.write(`${FRAMES[frame]} ${steps.join(" · ")}`.slice(0, (out.columns ?? 80) - 1));
  };
  const say = (/** @type {string} */ line) => {
    clear();
    out.write(`${line}\n`);
  };
  const begin = (/** @type {string} */ name) => {
    underWay.set(name, now());
    if (out.isTTY) timer ??= setInterval(draw, 100);
    else say(`… ${name}`);
  };
  const end = (/** @type {string} */ name) => {
    underWay.delete(name);
    if (underWay.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  return {
    say,
    /**
     * Show a step while its work runs. Steps may overlap.
     *
     * @param {string} name
     * @param {() => Promise<string | void | { remark: string, ok: boolean }>} work - may answer a remark
     */
    async step(name, work) {
      const start = now();
      begin(name);
      let mark = "✗";
      let remark = "";
      try {
        const result = (await work()) ?? "";
        if (typeof result === "string" || result.ok) mark = "✓";
        remark = typeof result === "string" ? result : result.remark;
      } finally {
        end(name);
        say(`${mark} ${name.padEnd(28)} ${seconds(now() - start).padStart(8)}  ${remark}`.trimEnd());
      }
    },
  };
}

/** @typedef {ReturnType<typeof createProgress>} Progress */
