import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { calendarDateAt, formatVietnamese } from '../../core/dates/calendar-date.ts'
import { DomainError } from '../../core/errors.ts'
import { atBureau } from '../../core/production/station-reasons.ts'
import { admitStation } from '../admit-station.ts'
import { now } from '../clock.ts'
import { lockDirectory } from '../directory-lock.ts'
import type { Config } from '../env.ts'
import { ServerUnreachable } from '../http.ts'
import { exportBatch, giveBackBatch } from './export-batch.ts'
import type { ExportRecord, ExportRecords } from './export-records.ts'
import { importResult } from './import-result.ts'
import { type Bureau, bureauPlace, openBureau, openRecords } from './open-bureau.ts'
import { balanceOf } from './reconcile.ts'
import { BureauMisused } from './refusals.ts'

const usage = `npm run bureau -- export LÔ | import TỆP | status | give-back LÔ
  export LÔ      lấy mọi thẻ còn lại của một lô đã phát hành, ghi một tệp niêm phong cho nhà in · a released batch into one sealed file
  import TỆP     nhập tệp kết quả của nhà in · the bureau's result file
  status         các lô đã xuất: tốt, hỏng, trả lại, còn chờ · what was exported, and what became of it
  give-back LÔ   bỏ lần xuất dở, trả mọi thẻ về lô · gives up an export that is not written yet`

const say = (line: string) => console.log(line)

const batchNumber = /^[A-Za-z0-9-]{1,40}$/

interface Run {
  readonly args: readonly string[]
  readonly log: Logger
  readonly stop: AbortSignal
}

type Command = (bureau: Bureau) => Promise<void>

/** One command of a station whose cards an outside bureau makes: docs/bureau.md. Throws BureauMisused, and what the command refuses. */
export async function runBureau(config: Config, { args, log, stop }: Run): Promise<void> {
  const command = commandOf(args)
  const place = bureauPlace(config.station.dataDirectory)
  await mkdir(place, { recursive: true, mode: 0o700 })
  if (command === 'status') return sayStatus(await openRecords(place))
  const lock = await lockDirectory(place)
  try {
    const admission = await admitStation(config, { log, stop })
    if (!admission) return
    const bureau = await openBureau(config, { admission, stop, say })
    try {
      await command(bureau)
    } catch (error) {
      if (error instanceof ServerUnreachable)
        say('Chưa mất gì: khi máy chủ hoạt động lại, hãy chạy lại đúng lệnh này.')
      throw error
    } finally {
      await bureau.journal.close()
    }
  } finally {
    await lock.release()
  }
}

/** `status` needs no server, and no other command to be over. */
function commandOf(args: readonly string[]): Command | 'status' {
  const [name, subject = '', ...more] = args
  const isBatch = batchNumber.test(subject)
  if (more.length > 0) throw new BureauMisused(usage)
  if (name === 'export' && isBatch) return (bureau) => runExport(bureau, subject)
  if (name === 'import' && subject !== '') return (bureau) => runImport(bureau, subject)
  if (name === 'give-back' && isBatch) return (bureau) => runGiveBack(bureau, subject)
  if (name === 'status' && subject === '') return 'status'
  throw new BureauMisused(usage)
}

async function runExport(bureau: Bureau, batch: string): Promise<void> {
  const record = await exportBatch(bureau, batch).catch((error: unknown) => {
    const held = bureau.journal.unsettled.filter(
      ({ step }) => step === 'feeding' || step === 'printing',
    ).length
    if (held > 0) say(`Đang giữ ${held} thẻ cho lần chạy sau; "give-back ${batch}" để trả lại.`)
    throw error
  })
  if (!record) return say(`Đã dừng khi đang lấy thẻ của lô ${batch}. Chạy lại lệnh này để xuất nốt.`)
  await tellState(bureau)
  say(`Đã xuất lô ${batch}: ${record.cards.length} thẻ, tệp ${join(bureau.folder, record.file ?? '')}`)
  say(`SHA-256 của tệp: ${record.fileSha256}`)
  say(`Nhà in trả kết quả trước ngày ${dayOf(record)}.`)
}

async function runImport(bureau: Bureau, path: string): Promise<void> {
  const { record, settled, troubles } = await importResult(bureau, path)
  await tellState(bureau)
  say(`Đã nhập kết quả của ${settled} thẻ.`)
  for (const { blankSerial, trouble } of troubles) say(`Phôi ${blankSerial}: ${troubleText(trouble)}`)
  sayBalance(record)
}

const troubleText = (trouble: string) =>
  trouble === 'SETTLED_ELSEWHERE'
    ? 'lệnh in này đã được xử lý khác với kết quả của nhà in. Giữ riêng thẻ, không đưa đi kiểm tra; báo trưởng xưởng để hủy.'
    : `máy chủ không nhận kết quả (${trouble}). Giữ riêng thẻ; trưởng xưởng xử lý ở mục "Không rõ kết quả".`

async function runGiveBack(bureau: Bureau, batch: string): Promise<void> {
  const count = await giveBackBatch(bureau, batch)
  say(`Đã trả ${count} thẻ về lô ${batch}.`)
}

async function sayStatus(records: ExportRecords): Promise<void> {
  const all = await records.all()
  if (all.length === 0) say('Chưa xuất lô nào.')
  for (const record of all) {
    const { batch, stage } = record
    if (stage === 'WRITTEN') sayBalance(record)
    else if (stage === 'SEALED') say(`Lô ${batch}: tệp đã niêm phong. Chạy "export ${batch}" để hoàn tất.`)
    else say(`Lô ${batch}: đang xuất dở. Chạy "export ${batch}" hoặc "give-back ${batch}".`)
  }
}

const dayOf = ({ returnBy }: ExportRecord) =>
  formatVietnamese(calendarDateAt(Date.parse(returnBy ?? new Date(0).toISOString())))

function sayBalance(record: ExportRecord): void {
  const { exported, good, spoiled, returned, open } = balanceOf(record)
  say(
    `Lô ${record.batch}: xuất ${exported} = tốt ${good} + hỏng ${spoiled} + trả lại ${returned} + còn chờ ${open}`,
  )
  if (open === 0) return
  const isLate = Date.parse(record.returnBy ?? '') < now()
  say(
    isLate
      ? `  Quá hạn ngày ${dayOf(record)}: ${open} thẻ nằm trong mục "Không rõ kết quả"; trưởng xưởng tìm thẻ ở nhà in rồi xử lý từng thẻ.`
      : `  ${open} thẻ chưa có kết quả, hạn ngày ${dayOf(record)}. Phôi: ${openBlanks(record)}`,
  )
}

const mostBlanks = 10

function openBlanks({ cards }: ExportRecord): string {
  const open = cards.flatMap(({ end, blankSerial }) => (end === null ? [blankSerial] : []))
  const more = open.length > mostBlanks ? ` … (${open.length})` : ''
  return open.slice(0, mostBlanks).join(', ') + more
}

/** The board shows that the cards are elsewhere; that it cannot be told changes nothing. */
async function tellState({ server }: Bureau): Promise<void> {
  try {
    const clock = new Date(now()).toISOString()
    await server.tellState({ state: 'OFF', reason: atBureau, printer: null, clock })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
  }
}
