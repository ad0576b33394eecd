// Many records taken on at once from their list, and what an administrator sees of somebody's rights.

import assert from "node:assert/strict";
import {button, shown} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";
import {phone} from "./support/visitor.mjs";

const list = "/programme/applications";

/** Submitted applications of one organization, the oldest first. */
async function submitted(api, count) {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const [organization] = await api.organizations("canbo", 1);
  await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  const made = [];
  for (const code of ["tool_5s", "tool_kaizen", "tool_lean", "tool_kpi"].slice(0, count)) made.push(await api.application("htx", organization.id, code));
  return made;
}

const select = (page, made) => page.locator("table.table").getByLabel(`Chọn: ${made.number}`, {exact: true});

scenario("a step is taken with many records, each by itself, and who was refused says why", async ({api, enter}) => {
  const [first, second, third] = await submitted(api, 3);
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(list);
  await shown(page, 3);
  const bar = page.getByRole("region", {name: /^Đã chọn/});
  assert.equal(await bar.count(), 0);
  await page.getByLabel("Chọn tất cả trên trang này").and(page.locator("thead input")).check();
  await bar.getByText("Đã chọn 3 bản ghi").waitFor();
  await visitor.look("many_selected");

  await api.ask("canbo", "POST", `${list}/${second.id}/transitions/receive`, {}); // by somebody else, meanwhile
  await button(bar, "Yêu cầu bổ sung").click();
  const dialog = page.getByRole("alertdialog", {name: "Yêu cầu bổ sung"});
  await button(dialog, "Yêu cầu bổ sung (3)").click();
  await dialog.getByText("Bắt buộc nhập").waitFor();
  await dialog.getByLabel(/^Lý do/).fill("Thiếu báo cáo tài chính");
  await visitor.look("many_asked");
  await button(dialog, "Yêu cầu bổ sung (3)").click();
  await dialog.getByRole("status").getByText("Đã thực hiện 2 bản ghi; 1 bản ghi chưa thực hiện được.").waitFor();
  const refused = dialog.getByRole("listitem").filter({hasText: "Bị từ chối"});
  assert.match(await refused.innerText(), new RegExp(`${second.number}\\s+Bị từ chối: Bản ghi đã thay đổi`));
  await visitor.look("many_done");
  await button(dialog, "Đóng").click();
  await bar.getByText("Đã chọn 1 bản ghi").waitFor();
  for (const [made, state, reason] of [[first, "supplement_requested", "Thiếu báo cáo tài chính"], [second, "received", null], [third, "supplement_requested", "Thiếu báo cáo tài chính"]]) {
    const now = await api.ask("canbo", "GET", `${list}/${made.id}`);
    assert.deepEqual([now.state, now.reason], [state, reason]);
  }
});

scenario("steps that not all selected records can take are not offered, and nobody selects who can take none", async ({api, enter}) => {
  const [first, second, third] = await submitted(api, 3);
  await api.ask("canbo", "POST", `${list}/${second.id}/transitions/receive`, {});
  await api.ask("canbo", "POST", `${list}/${third.id}/transitions/request_supplement`, {reason: "Thiếu"});
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(list);
  await shown(page, 3);
  assert.equal(await select(page, third).count(), 0, "the officer waits for the organization");
  await select(page, first).check();
  const bar = page.getByRole("region", {name: /^Đã chọn/});
  await button(bar, "Tiếp nhận").waitFor();
  await select(page, second).check();
  await bar.getByText("không có bước xử lý chung").waitFor();
  await button(bar, "Bỏ chọn").click();
  await bar.waitFor({state: "hidden"});
  await visitor.open("/programme/organizations");
  await shown(page, 1);
  assert.equal(await page.locator("table.table input[type=checkbox]").count(), 0, "where there is no step, nothing is selected");
});

scenario("on a phone as well", async ({api, enter}) => {
  const [first, second] = await submitted(api, 2);
  const visitor = await enter({viewport: phone});
  const {page} = visitor;
  await visitor.log_in("canbo");
  await visitor.open(list);
  const cards = page.locator("ul.cards");
  await cards.getByLabel(`Chọn: ${first.number}`, {exact: true}).tap();
  await cards.getByLabel(`Chọn: ${second.number}`, {exact: true}).tap();
  await visitor.look("many_phone");
  await button(page.getByRole("region", {name: "Đã chọn 2 bản ghi"}), "Tiếp nhận").tap();
  const dialog = page.getByRole("alertdialog", {name: "Tiếp nhận"});
  await button(dialog, "Tiếp nhận (2)").tap();
  await dialog.getByText("Đã thực hiện xong 2 bản ghi.").waitFor();
  await button(dialog, "Đóng").tap();
  await page.getByRole("heading", {level: 1}).and(page.locator(":focus")).waitFor();
  assert.equal((await api.ask("canbo", "GET", `${list}/${second.id}`)).state, "received");
});

scenario("an administrator sees what a user may do, and the journal says so", async ({api, enter}) => {
  const id = await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("admin");
  await visitor.open(`/core/users/${id}`);
  await button(page, "Xem quyền của người dùng").click();
  const dialog = page.getByRole("dialog", {name: "Quyền của Trần Văn Cán Bộ"});
  const organizations = dialog.getByRole("row").filter({has: page.getByRole("rowheader", {name: "Tổ chức", exact: true})});
  assert.match(await organizations.innerText(), /^Tổ chức(\s+Có){7}$/);
  await dialog.getByText("Mỗi lần xem đều được ghi vào nhật ký hệ thống.").waitFor();
  await visitor.look("seen_as");
  await button(dialog, "Đóng").click();
  const {data} = await api.ask("admin", "GET", "/core/journal?limit=20");
  assert.equal(data.filter((each) => each.action === "schema_seen_as").length, 1);

  // One whose rights end at an organization: within which is told by its name.
  const [organization] = await api.organizations("canbo", 1);
  const bound = await api.user("htx", "Hoàng Thị Na", "organization_user", {organization: [organization.id]});
  await visitor.open(`/core/users/${bound}`);
  await button(page, "Xem quyền của người dùng").click();
  const of_bound = page.getByRole("dialog", {name: "Quyền của Hoàng Thị Na"});
  await of_bound.getByRole("listitem").filter({hasText: `Tổ chức: ${organization.name}`}).waitFor();
  await visitor.look("seen_as_bound");
  await button(of_bound, "Đóng").click();
  const role = (await api.ask("admin", "GET", "/core/roles?limit=1")).data[0];
  await visitor.open(`/core/roles/${role.id}`);
  assert.equal(await button(page, "Xem quyền của người dùng").count(), 0);
});
