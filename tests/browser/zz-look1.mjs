import { close, phone, Service } from "/tmp/w/history/tests/browser/rig.mjs";
const service = await Service.start(["--demo"]);
for (const [width, scheme, locale] of [[390,"dark","en-GB"],[320,"light","de-DE"],[1280,"light","en-GB"]]) {
  const opened = await phone(service, "p"+width, { context: { viewport: { width, height: 844 }, colorScheme: scheme, locale } });
  await opened.click("#go-history");
  await opened.waitForSelector("#past-places canvas");
  await opened.locator("#past-places details").first().click();
  await opened.waitForSelector("#past-places details canvas");
  await opened.waitForTimeout(300);
  await opened.screenshot({ path: `/tmp/uplot/h-${width}.png`, fullPage: true });
  if (width === 1280) { await opened.pdf({ path: "/tmp/uplot/print.pdf" }).catch(e => console.log(e.message)); }
  console.log(width, await opened.evaluate(() => document.documentElement.scrollWidth), opened.said.join("|"));
}
await close(); await service.end();
