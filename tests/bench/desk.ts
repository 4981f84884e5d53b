import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { install } from '../demo/installation.ts'
import { stopAll } from '../demo/programs.ts'
import { measureInputPaint } from './input-paint.ts'
import { measureCameraLine, measureFingerLine } from './line-rate.ts'
import type { Bench } from './measure.ts'
import { measureSealUpload } from './seal-upload.ts'

/** The enrollment desk: its devices' lines, and its packets' way to the server. */
export const bench: Bench = {
  name: 'desk',
  async *run(say) {
    say("200 letters on the desk's fullest pane")
    yield await measureInputPaint()
    say('three pictures of a finger at 115 200 baud')
    yield await measureFingerLine()
    say('three portraits at 115 200 baud')
    yield await measureCameraLine()
    const directory = await mkdtemp(join(tmpdir(), 'citizen-id-bench-'))
    await chmod(directory, 0o755)
    try {
      say('starting an installation')
      const site = await install({ directory, paced: false, progress: say, blanks: 10 })
      say('sealing and sending packets of 1 MB')
      yield await measureSealUpload(site, say)
    } finally {
      await stopAll()
      await rm(directory, { recursive: true, force: true })
    }
  },
}
