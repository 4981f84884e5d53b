import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Devices with their state and kiosk; `!` where another kiosk reports one. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [state] = words
  if (words.length > 1) throw new WrongUsage()
  const devices = await withApp((app) =>
    app.db.device.findMany({
      ...(state && { where: { status: state } }),
      orderBy: { id: 'asc' },
      take: 500,
      include: { machine: { select: { centreCode: true, number: true } } },
    }),
  )
  return {
    done: true,
    facts: {
      devices: devices.map(({ id, kind, model, serial, status, machineId, claimedBy }) => ({
        id,
        kind,
        model,
        serial,
        status,
        machineId,
        claimedBy,
      })),
    },
    lines: devices.map(
      ({ id, kind, model, serial, status, machine, claimedBy }) =>
        `${id} ${kind.padEnd(16)} ${status.padEnd(14)} ${machine.centreCode}-${machine.number ?? '?'}${claimedBy ? '!' : ' '} ${model} ${serial}`,
    ),
  }
}
