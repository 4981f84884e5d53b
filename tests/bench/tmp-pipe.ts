import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install } from '../demo/installation.ts'
import { stopAll } from '../demo/programs.ts'
import { measurePipeline } from './pipeline-rate.ts'
const directory = await mkdtemp(join(tmpdir(), 'citizen-id-bench-'))
await chmod(directory, 0o755)
try {
  const site = await install({ directory, paced: false, progress: console.log, blanks: 500 })
  const { measure } = await measurePipeline(site, console.log)
  console.log(JSON.stringify(measure))
} finally {
  await stopAll()
  await rm(directory, { recursive: true, force: true })
}
