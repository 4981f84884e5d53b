import { changeDevice, type DeviceEvent, deviceReasons } from '../access/devices/change-device.ts'
import { systemActor } from '../kernel/actor.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** One event of a device from the server's own terminal. */
export async function changeFromTerminal(
  event: DeviceEvent,
  words: readonly string[],
): Promise<CommandResult> {
  const [id, given] = words
  const reason = deviceReasons.find((known) => known === given) ?? null
  if (id === undefined || words.length > 2 || (given !== undefined && reason === null)) throw new WrongUsage()
  await withApp((app) => changeDevice(app, systemActor, { id, event, reason }))
  return { done: true, facts: { id, event }, lines: [`Đã ghi nhận / done: ${event} ${id}`] }
}
