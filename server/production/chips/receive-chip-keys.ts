import { ECDH } from 'node:crypto'
import type { ChipKeys } from '../../../core/contracts/chip-order.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import type { PublicPoint } from '../../../core/pki/signing-key.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Actor } from '../../kernel/actor.ts'
import { demand } from '../../kernel/authorise.ts'
import { leasedJob, stationOf } from '../print-job-row.ts'
import { alarmIfHotListed } from '../stock/hot-list.ts'
import { chipSerialOfBlank } from './chip-serial.ts'
import { type ChipMakingApp, profileOf, signChip } from './make-chip.ts'
import { preparedChipSchema } from './prepare-chip.ts'

/** Keys that are no keys of the profile's curves, of another chip, or for a chip that gets its keys from us. */
export class ChipKeysRefused extends DomainError<'CHIP_KEYS_REFUSED'> {
  constructor(reason: 'NOT_ON_CHIP' | 'SERIAL' | 'POINT') {
    super(
      'CHIP_KEYS_REFUSED',
      {
        vi: 'Khóa công khai của chip không hợp lệ với lệnh in này. Hãy loại phôi và báo kỹ thuật.',
        en: 'The public keys of the chip do not suit this print job. Reject the blank and tell the technician.',
      },
      { reason },
    )
  }
}

/** The public halves that a chip has made: its files are signed now. Said again it changes nothing. */
export async function receiveChipKeys(
  app: ChipMakingApp,
  actor: Actor,
  { id, told }: { readonly id: string; readonly told: ChipKeys },
): Promise<void> {
  demand(actor, 'print-job.work')
  const station = stationOf(actor)
  const job = await app.db.$transaction((tx) => leasedJob(tx, station, { id, lease: told.lease }))
  const profile = profileOf(preparedChipSchema.parse(job.chip))
  if (profile.keyOrigin !== 'ON_CHIP') throw new ChipKeysRefused('NOT_ON_CHIP')
  await alarmIfHotListed(app.db, app, { chipSerial: told.chipSerial, place: 'CHIP', actor })
  const expected = await chipSerialOfBlank(app.db, job.blankSerial ?? '')
  if (told.chipSerial !== expected) throw new ChipKeysRefused('SERIAL')
  const known = await app.db.chipRecord.findUnique({ where: { printJobId: id } })
  if (known?.chipSerial === told.chipSerial) return
  await signChip(app, job, {
    keys: {
      activeAuthentication: pointOn(profile.activeAuthentication, told.activeAuthentication),
      chipAuthentication: pointOn(profile.chipAuthentication, told.chipAuthentication),
    },
    injected: null,
  })
}

function pointOn(curve: CurveName, base64: string): PublicPoint {
  const point = new Uint8Array(Buffer.from(base64, 'base64'))
  try {
    ECDH.convertKey(point, curves[curve].opensslName)
  } catch {
    throw new ChipKeysRefused('POINT')
  }
  if (point[0] !== 4) throw new ChipKeysRefused('POINT')
  return { curve, point }
}
