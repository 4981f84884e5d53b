/** `npm run bench -- NAME [--json]`: prints one line per measure; docs/benchmarks.md says what each means. */
import { parseArgs } from 'node:util'
import { stopAll } from '../demo/programs.ts'
import type { Bench } from './measure.ts'

const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  spine: () => import('./spine.ts'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
const load = benches[positionals[0] ?? '']
if (!load) {
  console.error(`Cách dùng / usage: npm run bench -- ${Object.keys(benches).join('|')} [--json]`)
  process.exit(2)
}
const began = Date.now()
const say = (what: string) =>
  console.error(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stopAll().then(() => process.exit(1)))
try {
  const { bench } = await load()
  for await (const measure of bench.run(say)) {
    const { measure: name, value, unit, baseline, ratio } = measure
    if (values.json) console.log(JSON.stringify({ bench: bench.name, ...measure }))
    else
      console.log(
        `${name.padEnd(16)} ${value} ${unit}${baseline === undefined ? '' : `  (baseline ${baseline}, ratio ${ratio})`}`,
      )
  }
} finally {
  await stopAll()
}
