import { setTimeout as pause } from 'node:timers/promises'
import { until } from '../demo/http.ts'
import { type Program, startCommand } from '../demo/programs.ts'
import { type Measure, rounded } from './measure.ts'
import { proportionalMemoryMb } from './process-memory.ts'

/** `npm start` on an empty folder, its memory ten seconds after, and `npm start` again. */
export async function* measureStarts(dataDir: string): AsyncGenerator<Measure, void, void> {
  const first = await timedStart(dataDir)
  yield { measure: 'first_start_s', value: rounded(first.seconds), unit: 's' }
  await first.program.stop()
  const next = await timedStart(dataDir)
  yield { measure: 'next_start_s', value: rounded(next.seconds), unit: 's' }
  await pause(10_000)
  const memory = await proportionalMemoryMb(next.program.pid, dataDir)
  yield { measure: 'memory_mb', value: rounded(memory, 0), unit: 'MB' }
  await next.program.stop()
}

async function timedStart(dataDir: string): Promise<{ readonly seconds: number; readonly program: Program }> {
  const began = performance.now()
  const program = await startCommand('npm', {
    args: ['start'],
    env: { PORT: '0', DATA_DIR: dataDir, DATABASE_URL: '' },
    ready: /(http:\/\/localhost:\d+)/,
  })
  await until('ready', () => fetch(`${program.ready[1]}/readyz`).then(({ ok }) => ok))
  return { seconds: (performance.now() - began) / 1000, program }
}
