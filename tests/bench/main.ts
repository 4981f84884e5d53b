/** `npm run bench -- NAME [--json]`: prints one line per measure; docs/benchmarks.md says what each means. */
import { parseArgs } from 'node:util'
import { stopAll } from '../demo/programs.ts'
import type { Bench } from './measure.ts'

const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  biometrics: () => import('./biometrics.ts'),
  card: () => import('./card.ts'),
  desk: () => import('./desk.ts'),
  issuance: () => import('./issuance.ts'),
  production: () => import('./production.ts'),
  registry: () => import('./registry.ts'),
  spine: () => import('./spine.ts'),
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    residents: { type: 'string', default: '2000000' },
  },
})
const load = benches[positionals[0] ?? '']
const residents = Number(values.residents)
if (!load || !Number.isInteger(residents) || residents < 1000) {
  const names = Object.keys(benches).join('|')
  console.error(`Cách dùng / usage: npm run bench -- ${names} [--json] [--full] [--residents 2000000]`)
  process.exit(2)
}
const began = Date.now()
const say = (what: string) =>
  console.error(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${what}`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stopAll().then(() => process.exit(1)))
try {
  const { bench } = await load()
  for await (const measure of bench.run(say, { residents, full: values.full })) {
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
