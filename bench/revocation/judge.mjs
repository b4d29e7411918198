/** What an API may answer at each moment, given who is down: the policy, said once more and by itself. */

/** Seconds: `maxStaleness`, by how much older the last news may be, and what coming back may take. */
const [STALE, HEARTBEAT, RETURN] = [30, 5, 5];

/** @typedef {ReturnType<typeof createJudge>} Judge */
/**
 * @typedef {object} Verdict
 * @property {number} good - requests of people who are signed in that were answered 200
 * @property {number} unavailable - those answered 503 while that is the policy
 * @property {number} missed - those to an API that was being killed or had not started
 * @property {number} refused - those refused otherwise: there may be none
 * @property {number} accepted - tokens of ended sessions that were accepted beyond the bound, or in the end: none either
 * @property {number} early - APIs that had started before they could know of anything: none
 */

/** @param {number} apis - how many there are @param {() => number} now - in milliseconds, by a clock that never goes back */
export function createJudge(apis, now = () => performance.now()) {
  /** When nothing could be heard, and when it could again, in milliseconds. @type {{ from: number, to: number }[]} */
  const silences = [];
  /** The same of each API that was down. @type {{ from: number, to: number }[][]} */
  const absences = Array.from({ length: apis }, () => []);
  const counts = { good: 0, unavailable: 0, missed: 0, refused: 0, accepted: 0, early: 0 };
  /** @param {{ from: number, to: number }[]} spans */
  const begin = (spans) => void spans.push({ from: now(), to: Number.POSITIVE_INFINITY });
  /** @param {{ from: number, to: number }[]} spans */
  const end = (spans) => {
    const last = spans.at(-1);
    if (last) last.to = now();
  };

  /** Whether an answer that was asked for then may be 503. @param {number} asked */
  function mayBeStale(asked) {
    return silences.some(
      ({ from, to }) => now() >= from + (STALE - HEARTBEAT) * 1000 && asked <= to + RETURN * 1000,
    );
  }
  /** @param {number} at @param {number} asked */
  function mayBeAway(at, asked) {
    return absences[at]?.some(({ from, to }) => now() >= from && asked <= to) ?? false;
  }
  return {
    sourceLost: () => begin(silences),
    sourceBack: () => end(silences),
    /** @param {number} at */
    apiLost: (at) => begin(absences[at] ?? []),
    /** @param {number} at */
    apiBack(at) {
      end(absences[at] ?? []);
      if (silences.some(({ to }) => to > now())) counts.early += 1;
    },
    /** Somebody who is signed in was answered. @param {number} at @param {number} status @param {number} asked */
    answered(at, status, asked) {
      if (status === 200) counts.good += 1;
      else if (status === 503 && mayBeStale(asked)) counts.unavailable += 1;
      else if (status === 0 && mayBeAway(at, asked)) counts.missed += 1;
      else counts.refused += 1;
    },
    /**
     * Somebody was let in who had signed out before.
     *
     * @param {number} milliseconds - before asking
     * @returns {boolean} whether it is within the bound
     */
    acceptedEnded(milliseconds) {
      if (milliseconds <= STALE * 1000) return true;
      counts.accepted += 1;
      return false;
    },
    acceptedInTheEnd() {
      counts.accepted += 1;
    },
    /** @returns {Verdict} */
    verdict: () => ({ ...counts }),
  };
}
