// A plugin that is dropped into the folder of a running installation: after a restart its screens are there, and nothing was built anew.

import assert from "node:assert/strict";
import {button, fault_of, fill_in, rows, stage, step} from "./support/screens.mjs";
import {scenario} from "./support/scenario.mjs";
import {settings} from "./support/settings.mjs";

scenario("a plugin dropped in has its screens after a restart", {skip: settings.stranger ? false : "no plugin was built outside the tree"}, async ({server, api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const before = await api.ask("canbo", "GET", "/schema");
  const visitor = await enter();
  const {page} = visitor;
  await visitor.log_in("canbo");
  visitor.allow_lost_connections();
  await server.stop();
  server.add_plugin(settings.stranger);
  await server.start();
  visitor.allow_lost_connections(false);

  // Its role is the agency's to grant.
  const [{id}] = (await api.ask("admin", "GET", "/core/users?filter%5Busername%5D=canbo")).data;
  const [role] = (await api.ask("admin", "GET", "/core/roles?filter%5Bcode%5D=suggestion_reader")).data;
  await api.ask("admin", "POST", "/core/grants", {user: id, role: role.id, note: "Kiểm thử"});
  const schema = await api.ask("canbo", "GET", "/schema");
  const [[, entity], ...more] = Object.entries(schema.entities).filter(([name]) => !(name in before.entities));
  assert.equal(more.length, 0, "one list is new");

  await visitor.open(entity.path.replace("/api/v1", ""));
  await page.getByRole("heading", {level: 1, name: entity.label.many}).waitFor();
  await visitor.look("dropped_list");
  await page.getByRole("link", {name: "Thêm mới"}).first().click();
  await visitor.settled();
  await visitor.look("dropped_form");
  await fill_in(page, page.locator("main form"), {"Tiêu đề": "Ghế ở phòng tiếp dân", "Nội dung": "Ghế ở phòng tiếp dân"});
  visitor.allow(422);
  await button(page, "Lưu").click();
  assert.match(await fault_of(page, page.getByLabel(/^Nội dung/)), /lặp lại tiêu đề/, "what the plugin itself finds stands at the field");
  await fill_in(page, page.locator("main form"), {"Nội dung": "Xin đặt thêm ghế cho người già."});
  await button(page, "Lưu").click();
  await stage(page).getByText("Mới", {exact: true}).waitFor();
  await visitor.look("dropped_record");
  await step(visitor, "Trả lời", {"Trả lời": "Đã đặt."}, "Đã trả lời");
  await visitor.open(entity.path.replace("/api/v1", ""));
  assert.equal(await rows(page).count(), 1);
});

scenario("a plugin left out first is there once it is added", {without: ["standards"]}, async ({server, api, enter}) => {
  await api.user("canbo", "Trần Văn Cán Bộ", "dost_officer");
  const visitor = await enter();
  const {page} = visitor;
  visitor.allow(404);
  await visitor.log_in("canbo");
  const link = page.getByRole("navigation").getByRole("link", {name: "Áp dụng tiêu chuẩn, công cụ"});
  assert.equal(await link.count(), 0);
  await page.goto("/standards/adoptions");
  await page.getByText("Không tìm thấy").first().waitFor();
  await visitor.look("not_found");
  visitor.allow_lost_connections();
  await server.stop();
  server.add_plugin(`${settings.plugins}/standards.so`);
  await server.start();
  visitor.allow_lost_connections(false);
  await visitor.open("/standards/adoptions");
  await page.getByRole("heading", {level: 1, name: "Áp dụng tiêu chuẩn, công cụ"}).waitFor();
  await visitor.open("/");
  await link.click();
  await page.getByText("Chưa có bản ghi nào").waitFor();
});
