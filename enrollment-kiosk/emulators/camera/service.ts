import { setTimeout as sleep } from 'node:timers/promises'
import { concatBytes } from '../../../core/bytes.ts'
import { oneAtATime } from '../../../core/device/one-at-a-time.ts'
import { commands, encodeReply, status } from '../../devices/vc0706/frame.ts'
import { after } from '../../transport/after.ts'
import type { Wire } from '../wire.ts'
import { CommandReader, type HostCommand } from './command-reader.ts'
import { answerTo, type CameraAnswer, type CameraModule, restart } from './module.ts'

/** Milliseconds of silence that end a command; clients that write byte by byte may be slow. */
const interByteSilence = 1000
/** Milliseconds between the answer to SYSTEM_RESET and the reset. */
const resetDelay = 10
/** Milliseconds before a camera hears again. */
const startUp = 2000
const startText = 'VC0706 1.00\r\nCtrl infr not exist\r\nUSER-DEFINED SENSOR\r\n525\r\nInit end\r\n'

/** Connects a camera to its wire: it listens to its own number only and does one command after the other. */
export function serve(wire: Wire, camera: CameraModule): void {
  const reader = new CommandReader()
  const inTurn = oneAtATime()
  let cancelSilence = () => {}
  let deaf = false

  const start = async () => {
    deaf = wire.paced
    reader.clear()
    restart(camera)
    wire.baudRate = camera.baudRate
    await wire.send(Buffer.from(startText, 'latin1'))
    if (deaf) await sleep(startUp)
    deaf = false
  }
  wire.onPower = start
  wire.onBytes = (bytes) => {
    cancelSilence()
    if (deaf) return
    for (const command of reader.push(bytes)) void inTurn(() => obey({ wire, camera, start }, command))
    if (reader.waiting) cancelSilence = after(interByteSilence, () => reader.clear())
  }
}

interface Station {
  readonly wire: Wire
  readonly camera: CameraModule
  readonly start: () => Promise<void>
}

async function obey(
  { wire, camera, start }: Station,
  { serialNumber, command, data }: HostCommand,
): Promise<void> {
  wire.journal.record(`command ${command.toString(16)}`, data)
  if (wire.faults.silent || serialNumber !== camera.serialNumber) return
  const sender = wire.faults.wrongAddress ? serialNumber ^ 1 : serialNumber
  const ordered = wire.orderedAnswer(command)
  const resets = command === commands.systemReset && ordered === null
  const plain: CameraAnswer = { status: ordered ?? status.done, data: new Uint8Array(0) }
  const answer = ordered === null && !resets ? await answerTo(camera, command, data) : plain
  const reply = encodeReply(sender, command, answer)
  await wire.send(answer.frame ? concatBytes(reply, answer.frame, reply) : reply)
  answer.afterwards?.()
  wire.baudRate = camera.baudRate
  if (!resets) return
  await sleep(resetDelay)
  await start()
}

/** The camera has seen something move and says so unasked. */
export async function reportMotion(wire: Wire, camera: CameraModule): Promise<void> {
  await wire.send(
    encodeReply(camera.serialNumber, commands.motionDetected, {
      status: status.done,
      data: new Uint8Array(0),
    }),
  )
}
