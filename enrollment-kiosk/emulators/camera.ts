/** A VC0706 camera behind a pseudo-terminal; see docs/devices.md. */
import { readFile } from 'node:fs/promises'
import { createCamera } from './camera/module.ts'
import { sceneFromFile, sceneIn, somebody } from './camera/scene.ts'
import { reportMotion, serve } from './camera/service.ts'
import { Journal } from './journal.ts'
import { EmulatorMisused, emulatorOptions, withPath } from './options.ts'
import { runEmulator, runProgram } from './run.ts'
import { Wire } from './wire.ts'

const usage = 'camera --link PATH [--control SOCKET] [--image FILE.jpg] [--no-pace]'

/** Runs until SIGTERM or SIGINT. Throws EmulatorMisused, PathUnusable, PictureUnreadable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = emulatorOptions(args, usage)
  if (options.profile) throw new EmulatorMisused('--profile', usage)
  const { image } = options
  const camera = createCamera(image ? sceneFromFile(await withPath(image, readFile(image))) : somebody)
  const journal = new Journal()
  const wire = new Wire({ link: options.link, baudRate: camera.baudRate, pace: options.pace, journal })
  serve(wire, camera)
  await runEmulator(options, wire, {
    'PUT /scene': (request) => {
      camera.scene = sceneIn(request)
      journal.record('scene changed')
    },
    'POST /motion': () => reportMotion(wire, camera),
    'GET /state': () => ({ plugged: wire.plugged, baudRate: wire.baudRate, frozen: camera.frozen }),
  })
}

if (import.meta.main) await runProgram(main)
