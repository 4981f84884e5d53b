/** A camera with the OV528 bridge (uCAM-II) behind a pseudo-terminal; see docs/devices.md. */
import { readFile } from 'node:fs/promises'
import { sceneFromFile, sceneIn, somebody } from './camera/scene.ts'
import { Journal } from './journal.ts'
import { EmulatorMisused, emulatorOptions, withPath } from './options.ts'
import { runEmulator, runProgram } from './run.ts'
import { createUcam, serve } from './ucam/service.ts'
import { Wire } from './wire.ts'

const usage = 'ucam --link PATH [--control SOCKET] [--image FILE.jpg] [--no-pace]'
const usualBaudRate = 115_200

/** Runs until SIGTERM or SIGINT. Throws EmulatorMisused, PathUnusable, PictureUnreadable. */
export async function main(args: readonly string[]): Promise<void> {
  const options = emulatorOptions(args, usage)
  if (options.profile) throw new EmulatorMisused('--profile', usage)
  const { image } = options
  const camera = createUcam(image ? sceneFromFile(await withPath(image, readFile(image))) : somebody)
  const journal = new Journal()
  const adapts = () => !camera.synced
  const wire = new Wire({ link: options.link, baudRate: usualBaudRate, adapts, pace: options.pace, journal })
  serve(wire, camera)
  await runEmulator(options, wire, {
    'PUT /scene': (request) => {
      camera.scene = sceneIn(request)
      journal.record('scene changed')
    },
    'GET /state': () => ({ plugged: wire.plugged, baudRate: wire.baudRate, synced: camera.synced }),
  })
}

if (import.meta.main) await runProgram(main)
