/** Somebody with an account, over HTTP alone: cookie, token, API. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

export class Visitor {
  #web;
  #api;
  #cookie = "";
  #id = "";
  #account = { name: "Ada", email: `ada-${randomUUID()}@example.org`, password: randomUUID() };

  /** @param {number} webPort @param {number} apiPort */
  constructor(webPort, apiPort) {
    this.#web = `http://localhost:${webPort}`;
    this.#api = `http://localhost:${apiPort}`;
  }

  async signUp() {
    await this.#enter("/api/auth/sign-up/email", this.#account);
  }

  async signIn() {
    const { email, password } = this.#account;
    await this.#enter("/api/auth/sign-in/email", { email, password });
  }

  /** @returns {Promise<number>} what the API answers to the token that was good before, a second later at most */
  async signOut() {
    const token = await this.#mint();
    const headers = { "Content-Type": "application/json", Origin: this.#web, Cookie: this.#cookie };
    const left = await fetch(`${this.#web}/api/auth/sign-out`, { method: "POST", headers, body: "{}" });
    assert.equal(left.status, 200);
    const end = Date.now() + 1_000;
    for (;;) {
      const { status } = await this.#ask(token, "GET");
      if (status !== 200 || Date.now() > end) return status;
    }
  }

  /** @param {string} title @returns {Promise<number>} the API's status */
  async addTask(title) {
    return (await this.#call("POST", { title })).status;
  }

  /** @returns {Promise<string[]>} */
  async titles() {
    const response = await this.#call("GET");
    assert.equal(response.status, 200);
    return (await bodyOf(response)).items.map((/** @type {{ title: string }} */ { title }) => title);
  }

  /** @param {string} path @param {object} body */
  async #enter(path, body) {
    const headers = { "Content-Type": "application/json", Origin: this.#web };
    const response = await fetch(this.#web + path, { method: "POST", headers, body: JSON.stringify(body) });
    assert.equal(response.status, 200, `${path} answered ${response.status}`);
    this.#cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    this.#id = (await bodyOf(response)).user.id;
  }

  /** @param {string} method @param {object} [body] */
  async #call(method, body) {
    return this.#ask(await this.#mint(), method, body);
  }

  /** @returns {Promise<string>} a token */
  async #mint() {
    const minted = await fetch(`${this.#web}/api/auth/token`, { headers: { Cookie: this.#cookie } });
    assert.equal(minted.status, 200, `the token endpoint answered ${minted.status}`);
    return (await bodyOf(minted)).token;
  }

  /** @param {string} token @param {string} method @param {object} [body] */
  #ask(token, method, body) {
    return fetch(`${this.#api}/api/${encodeURIComponent(this.#id)}/tasks`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
}

/** @param {Response} response @returns {Promise<any>} what the assertions then look into */
const bodyOf = (response) => response.json();
