// Whoever else takes part, as the agency grants it: what each finds in the menu opens, shows what the API gives them, and offers no more.

import assert from "node:assert/strict";
import {button, rows, shown} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";

const limit = 20;

/** Opens each entry of the menu; says what it was called. */
async function open_menu(visitor, api, username) {
  const {page} = visitor;
  const {entities} = await api.ask(username, "GET", "/schema");
  const menu = page.getByRole("navigation");
  for (const folded of await menu.locator("summary").all()) await folded.click();
  const entries = await menu.getByRole("link").evaluateAll((links) => links.map((each) => [each.innerText.trim(), each.pathname]));
  for (const [name, path] of entries) {
    await menu.locator(`a[href="${path}"]`).click();
    await page.waitForURL(path);
    await visitor.settled();
    assert.equal(await page.locator('main [role="alert"]').count(), 0, `${name} opens for ${username}`);
    const [, entity] = Object.entries(entities).find(([, each]) => each.path === "/api/v1" + path) ?? [];
    if (!entity) continue;
    await page.getByRole("heading", {level: 1, name: entity.label.many, exact: true}).waitFor();
    assert.equal((await page.getByRole("link", {name: "Thêm mới"}).count()) > 0, entity.can.includes("create"), `"Thêm mới" of ${name} for ${username}`);
    const {data} = await api.ask(username, "GET", `${path}?limit=${limit}`);
    if (data.length) await shown(page, data.length);
    else await page.getByText("Chưa có bản ghi nào").waitFor();
  }
  return entries.map(([name]) => name);
}

/** Two organizations in communes of their own, each with an application. */
async function prepare(api) {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const {data: communes} = await api.ask("canbo", "GET", "/programme/communes?limit=2");
  const organizations = [];
  for (const [index, tax_code] of ["4901234561", "4901234579"].entries()) {
    organizations.push(await api.ask("canbo", "POST", "/programme/organizations", {name: `Hợp tác xã ${index + 1}`, tax_code, type: "cooperative", commune: communes[index].id}));
    await api.user(`htx${index + 1}`, `Người của tổ chức ${index + 1}`, "organization_user", {organization: [organizations[index].id]});
    await api.application(`htx${index + 1}`, organizations[index].id, "tool_5s");
  }
  return {communes, organizations};
}

const of_administration = ["Nhật ký hệ thống", "Người dùng", "Vai trò", "Phân hệ"];
const catalogues = ["Đợt tiếp nhận hồ sơ", "Nội dung hỗ trợ", "Mức hỗ trợ", "Kế hoạch", "Mục tiêu"];

scenario("each role finds in its menu what it may see, and nothing else", async ({api, enter}) => {
  const {communes, organizations} = await prepare(api);
  const {data: included} = await api.ask("admin", "GET", "/core/roles?filter%5Bcode%5D%5Bin%5D=budget_viewer,journal_reader");
  await api.ask("admin", "POST", "/core/roles", {code: "to_theo_doi", name: "Tổ theo dõi", includes: included.map((each) => each.id)});

  const people = {
    dost_officer: {sees: ["Tổng quan", "Hồ sơ đề nghị hỗ trợ", "Tổ chức", "Dòng ngân sách", ...catalogues], not: of_administration},
    dost_leader: {sees: ["Tổng quan", "Hồ sơ đề nghị hỗ trợ", "Tổ chức", "Dòng ngân sách", ...catalogues], not: of_administration},
    dof_officer: {sees: ["Tổng quan", "Hồ sơ đề nghị hỗ trợ", "Dòng ngân sách"], not: of_administration},
    appraisal_council: {sees: ["Hồ sơ đề nghị hỗ trợ"], not: of_administration},
    acceptance_council: {sees: ["Hồ sơ đề nghị hỗ trợ"], not: of_administration},
    organization_user: {scopes: {organization: [organizations[0].id]}, sees: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức"], not: ["Dòng ngân sách", ...of_administration]},
    auditor: {sees: ["Tổng quan", "Hồ sơ đề nghị hỗ trợ", "Tổ chức", "Dòng ngân sách", "Nhật ký hệ thống", ...catalogues]},
    ppc_viewer: {sees: ["Tổng quan", ...catalogues], not: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức", "Nhật ký hệ thống"]},
    commune_user: {scopes: {commune: [communes[0].id]}, sees: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức", ...catalogues], not: ["Dòng ngân sách"]},
    provider: {sees: catalogues, not: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức"]},
    department_user: {sees: catalogues, not: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức"]},
    coop_alliance_user: {sees: catalogues, not: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức"]},
    business_assoc_user: {sees: catalogues, not: ["Hồ sơ đề nghị hỗ trợ", "Tổ chức"]},
    to_theo_doi: {sees: ["Tổng quan", "Nhật ký hệ thống"], not: ["Hồ sơ đề nghị hỗ trợ", ...catalogues]},
  };
  for (const [role, {scopes, sees, not = []}] of Object.entries(people)) {
    const username = role.replaceAll("_", ".");
    await api.user(username, `Người dùng ${role}`, role, scopes);
    const visitor = await enter();
    await visitor.log_in(username);
    await visitor.look(`home_${role}`);
    const found = await open_menu(visitor, api, username);
    assert.deepEqual(sees.filter((each) => !found.includes(each)), [], `${role} finds`);
    assert.deepEqual(not.filter((each) => found.includes(each)), [], `${role} does not find`);
    if (role === "commune_user") {
      await visitor.open("/programme/organizations");
      await rows(visitor.page).getByText("Hợp tác xã 1", {exact: true}).waitFor();
      await shown(visitor.page, 1);
    }
    await visitor.leave();
  }
});

scenario("an auditor reads the journal, checks its seals, and changes nothing", async ({api, enter}) => {
  await prepare(api);
  await api.user("kiemtoan", "Bùi Thị Kiểm Toán", "auditor");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("kiemtoan");
  await visitor.open("/system/journal");
  await rows(page).filter({hasText: "htx1"}).first().waitFor();
  await visitor.look("journal_auditor");
  await button(page, "Kiểm tra niêm phong").click();
  await page.getByText("Nhật ký nguyên vẹn").waitFor();
  await visitor.open("/programme/applications");
  await shown(page, 2);
  await rows(page).first().getByRole("link").click();
  await page.getByRole("link", {name: "Lịch sử"}).waitFor();
  assert.deepEqual(await page.locator("main .row .button").allInnerTexts(), ["In"]);
});

scenario("who has several roles has the rights of all of them", async ({api, enter}) => {
  const {organizations} = await prepare(api);
  const id = await api.user("nhieuvai", "Đinh Thị Nhiều Vai", "dof_officer");
  await api.grant(id, "organization_user", {organization: [organizations[0].id]});
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("nhieuvai");
  await visitor.look("home_several_roles");
  const found = await open_menu(visitor, api, "nhieuvai");
  for (const each of ["Tổng quan", "Dòng ngân sách", "Hồ sơ đề nghị hỗ trợ"]) assert.ok(found.includes(each), each);
  await visitor.open("/programme/applications");
  await shown(page, 2); // as a finance officer
  await page.getByRole("link", {name: "Thêm mới"}).first().waitFor(); // as a user of an organization
});

scenario("who was granted nothing sees the public figures and the own account", async ({api, enter}) => {
  await api.user("moi", "Chu Văn Mới");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("moi");
  await visitor.look("home_without_roles");
  assert.deepEqual(await open_menu(visitor, api, "moi"), ["Trang chủ", "Tổng quan"]);
  await visitor.open("/profile");
  await page.getByText("Chu Văn Mới").filter({visible: true}).last().waitFor();
  await visitor.look("profile_without_roles");
  await visitor.open("/programme/applications");
  await page.getByText("Không tìm thấy").first().waitFor();
});
