// Every dashboard as a TypeScript literal of Grafana's type, and tsc over all of them: a wrong or unknown key does not compile.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dashboards = resolve(process.argv[2] ?? join(here, '..', 'dashboards'));
const build = join(here, 'build');

rmSync(build, { recursive: true, force: true });
mkdirSync(build);
const files = readdirSync(dashboards).filter((file) => file.endsWith('.json'));
for (const file of files) {
  const json = readFileSync(join(dashboards, file), 'utf8');
  writeFileSync(
    join(build, file.replace(/\.json$/, '.ts')),
    `import type { ShippedDashboard } from '../types.ts';\n\nexport const dashboard: ShippedDashboard = ${json.trim()};\n`,
  );
}
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const result = spawnSync(process.execPath, [tsc, '--project', here], { stdio: 'inherit' });
rmSync(build, { recursive: true, force: true });
if (result.status !== 0) {
  process.exit(result.status ?? 1);
}
console.log(`${files.length} dashboards are of Grafana's type`);
