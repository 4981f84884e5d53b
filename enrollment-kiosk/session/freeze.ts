import { statfs } from 'node:fs/promises'
import type { Freeze } from '../../core/contracts/desk/station.ts'
import { DomainError } from '../../core/errors.ts'
import { epochOf } from '../clock.ts'
import { clockToleranceMs } from '../sync/installation.ts'
import type { Kiosk } from './kiosk.ts'

/** The station takes no new file; what was begun is finished and sent. */
export class StationFrozen extends DomainError<'STATION_FROZEN'> {
  constructor(freezes: readonly Freeze[]) {
    super(
      'STATION_FROZEN',
      {
        vi: `Máy tạm không nhận hồ sơ mới. ${freezes.map(({ text }) => text.vi).join(' ')}`,
        en: `This kiosk takes no new files for now. ${freezes.map(({ text }) => text.en).join(' ')}`,
      },
      { freezes: freezes.map(({ code }) => code).join(' ') },
    )
  }
}

type Frozen = Pick<Kiosk, 'config' | 'clock' | 'installation' | 'outbox'>

const dayMs = 86_400_000
const megabyte = 1_048_576

const texts = {
  NOT_SYNCED: (days: number) => ({
    vi: `Máy đã quá ${days} ngày chưa đồng bộ với máy chủ. Nối mạng và đợi đồng bộ xong.`,
    en: `It has not synchronised for more than ${days} day(s). Connect it to the network and wait for the synchronisation.`,
  }),
  TOO_MANY_UNSENT: (most: number) => ({
    vi: `Đã có ${most} gói hồ sơ chưa gửi. Nối mạng để gửi, hoặc xuất ra USB và gửi từ máy khác.`,
    en: `${most} packets have not been sent. Connect to the network, or export them to USB and send them from another kiosk.`,
  }),
  DISK_FULL: (least: number) => ({
    vi: `Đĩa còn trống dưới ${least} MB. Gửi các gói đang chờ hoặc nhờ kỹ thuật viên giải phóng đĩa.`,
    en: `Less than ${least} MB are free on the disk. Send what waits, or have a technician free some space.`,
  }),
  CLOCK_WRONG: () => ({
    vi: 'Đồng hồ của máy lệch so với máy chủ. Kỹ thuật viên chỉnh ngày giờ rồi đợi đồng bộ lại.',
    en: "This computer's clock differs from the server's. A technician sets date and time; then wait for the synchronisation.",
  }),
} as const

/** Why the station takes no new file; empty where it does. A clock that cannot be compared is not known to be wrong. */
export async function freezesOf({ config, clock, installation, outbox }: Frozen): Promise<readonly Freeze[]> {
  const { days, unsent, freeDiskMb } = config.freeze
  const { lastSyncAt, clockAheadMs } = installation.status()
  const syncedAt = lastSyncAt === null ? null : epochOf(lastSyncAt)
  const { WAITING, SENDING } = outbox.counts()
  const { bavail, bsize } = await statfs(config.dataDirectory)
  const setBack = syncedAt !== null && clock() < syncedAt - clockToleranceMs
  const freezes: Freeze[] = []
  if (syncedAt !== null && clock() - syncedAt > days * dayMs)
    freezes.push({ code: 'NOT_SYNCED', text: texts.NOT_SYNCED(days) })
  if (WAITING + SENDING >= unsent)
    freezes.push({ code: 'TOO_MANY_UNSENT', text: texts.TOO_MANY_UNSENT(unsent) })
  if (bavail * bsize < freeDiskMb * megabyte)
    freezes.push({ code: 'DISK_FULL', text: texts.DISK_FULL(freeDiskMb) })
  if (setBack || Math.abs(clockAheadMs ?? 0) > clockToleranceMs)
    freezes.push({ code: 'CLOCK_WRONG', text: texts.CLOCK_WRONG() })
  return freezes
}

/** Before a new file begins. Throws {@link StationFrozen}. */
export async function requireThawed(kiosk: Frozen): Promise<void> {
  const freezes = await freezesOf(kiosk)
  if (freezes.length > 0) throw new StationFrozen(freezes)
}
