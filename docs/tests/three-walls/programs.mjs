/** Programs of Python round the example: what is served, and what is run. */

/** @param {number} step */
export const app = (step) => `from step${step}.main import app`;

export const UNPROTECTED = `
from step0.main import app, auth
auth.protect(app)
`;
export const SURVEYED = `
import survey
from step1.main import app
`;
export const REPORT = ["-m", "step2.report"];
/** The job of before, on the models of step 2. */
export const PLAIN_REPORT = ["-c", 'exec(open("step0/report.py").read().replace("step0", "step2"))'];
const TESTS = ["-q", "-p", "no:cacheprovider", "step4"];
export const AUDIT = ["-m", "pytest", ...TESTS];
/** The tests of step 4, on the app of step 1. */
export const AUDIT_OF_STEP_1 = [
  "-c",
  `import sys, pytest, step1; sys.modules["step3"] = step1; sys.exit(pytest.main(${JSON.stringify(TESTS)}))`,
];
/** The database's wall alone: a session that filters nothing, of a caller whom PostgreSQL knows. */
export const DATABASE_ALONE = `
from step3.main import Caller, app, bind_principal, open_session, sessions
from jwt_auth_bridge.sqlalchemy import system_session

async def unfiltered(caller: Caller):
    async with system_session(sessions, reason="the database's wall alone") as session:
        bind_principal(session, caller)
        yield session

app.dependency_overrides[open_session] = unfiltered
`;
