/** A problem that the user can mend. Its message is shown without a stack, and holds no secret. */
export class Failure extends Error {
  /**
   * @param {string} message - one line: what is wrong, then the mend
   * @param {string} [details] - further lines, such as the end of a log
   */
  constructor(message, details = "") {
    super(message);
    this.name = "Failure";
    this.details = details;
  }
}
