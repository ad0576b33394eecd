// What waits for somebody at home: what is overdue, what is due soon, and the lists behind the numbers.

import assert from "node:assert/strict";
import {rows, shown, stage} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

/** Contracts were to be signed three days before the decision, receipts, surveys and approvals are due today: days pass in the settings, not on the clock. */
const late = {demo: true, configuration: ["[plugin.programme]", "contract_days = -3", "receipt_days = 0", "survey_days = 0", "approval_days = 0"]};
const list = "/programme/applications";
const day = (shift) => new Date(Date.now() + (7 * 3600 + shift * 86_400) * 1000).toISOString().slice(0, 10);

/** Applications that wait for an officer, and for a leader. */
const waits = {
  dost_officer: ["submitted", "received", "survey_scheduled", "surveyed", "approved", "accepted"],
  dost_leader: ["surveyed", "under_appraisal", "pending_approval", "contract_drafting"], // the first two can be rejected
};

for (const [role, states] of Object.entries(waits)) {
  scenario(`what is overdue stands first for a ${role}, and its number leads to a list of it`, late, async ({api, enter}) => {
    await api.user("nguoidung", "Người Dùng", role);
    const {data} = await api.ask("nguoidung", "GET", `${list}?limit=100`);
    const waiting = data.filter((each) => states.includes(each.state));
    const overdue = waiting.filter((each) => each.due_on && each.due_on < day(0));
    const soon = waiting.filter((each) => each.due_on && each.due_on >= day(0) && each.due_on <= day(7));
    assert.ok(overdue.length > 0 && soon.length > 0 && waiting.length > overdue.length, "there is something of each kind");

    const visitor = await enter();
    const {page} = visitor;
    await visitor.log_in("nguoidung");
    const tasks = page.getByRole("region", {name: "Hồ sơ đề nghị hỗ trợ"});
    await visitor.look(`home_due_${role}`);
    assert.match(await tasks.getByRole("listitem").first().innerText(), /Quá hạn 3 ngày/);
    for (const [words, expected] of [["Quá hạn", overdue], ["Đến hạn trong 7 ngày", soon], ["Đang chờ xử lý", waiting]]) {
      await tasks.getByRole("link", {name: `${words}: ${expected.length}`, exact: true}).click();
      await shown(page, expected.length);
      const numbers = await rows(page).getByRole("link", {name: /^HS-/}).allInnerTexts();
      assert.deepEqual(numbers.sort(), expected.map((each) => each.number).sort(), words);
      await page.goBack();
      await tasks.waitFor();
    }
    const [first] = overdue;
    await tasks.getByRole("link", {name: new RegExp(`^${first.number}`)}).click();
    await page.getByRole("heading", {level: 1, name: first.number}).waitFor();
    await stage(page).waitFor();
  });
}
