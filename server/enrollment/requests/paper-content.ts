import { formatVietnamese } from '../../../core/dates/calendar-date.ts'
import type { Item } from '../../../core/documents/desk-sheet.ts'
import { type RequestDetails, requestDetailsSchema } from '../../../core/enrollment/procedures.ts'
import { type Bilingual, DomainError } from '../../../core/errors.ts'
import { itemViews } from '../../registry/residents/resident-items.ts'
import type { ResidentRecord } from '../../registry/residents/resident-record.ts'

/** The number that was to be confirmed is not on the applicant's record. */
export class NothingToConfirm extends DomainError<'NOTHING_TO_CONFIRM'> {
  constructor() {
    super('NOTHING_TO_CONFIRM', {
      vi: 'Cơ sở dữ liệu không có số này của người đề nghị nên không xác nhận được. Hãy tra cứu tàng thư và cập nhật, hoặc từ chối và nêu lý do.',
      en: 'The register does not have this number for the applicant. Ask the archive and add it, or refuse and say why.',
    })
  }
}

/** What the identity database holds besides the population database. */
export interface IdentityData {
  readonly marks: string | null
  readonly portrait: boolean
  readonly fingers: number
  readonly irises: number
}

export interface PaperSource {
  readonly record: ResidentRecord
  readonly identity: IdentityData
  readonly details: RequestDetails | null
}

export interface PaperContent {
  readonly title: Bilingual
  readonly items: readonly Item[]
}

type Writer = (source: PaperSource) => PaperContent

const item = (label: string, value: string | null): Item => ({ label, value: value ?? '' })

/** Those of the 26 items that a confirmation names its person by. */
function namedBy({ record }: PaperSource): readonly Item[] {
  const wanted = new Set(['name', 'number', 'birthDate', 'sex', 'permanentAddress'])
  return itemViews(record)
    .filter((view) => wanted.has(view.item))
    .map(({ label, texts }) => item(label.vi, texts.join('; ')))
}

const askedNumber = ({ details }: PaperSource) => (details?.about === 'NUMBER' ? details.number : '')

function oldNumber(source: PaperSource): PaperContent {
  const asked = askedNumber(source)
  const held = source.record.documents.find(({ kind, number }) => kind === 'CMND9' && number === asked)
  if (!held) throw new NothingToConfirm()
  return {
    title: { vi: 'XÁC NHẬN SỐ CHỨNG MINH NHÂN DÂN', en: 'Confirmation of an old number' },
    items: [
      ...namedBy(source),
      item('Số chứng minh nhân dân 09 số', held.number),
      item('Ngày cấp', held.issuedOn && formatVietnamese(held.issuedOn)),
      item('Nơi cấp', held.issuedBy),
    ],
  }
}

function cancelledNumber(source: PaperSource): PaperContent {
  const asked = askedNumber(source)
  const held = source.record.numbers.find(({ number, state }) => state === 'CANCELLED' && number === asked)
  if (!held) throw new NothingToConfirm()
  return {
    title: { vi: 'XÁC NHẬN SỐ ĐỊNH DANH CÁ NHÂN ĐÃ HỦY', en: 'Confirmation of a cancelled number' },
    items: [
      ...namedBy(source),
      item('Số định danh đã hủy', held.number),
      item('Ngày hủy', held.cancelledOn && formatVietnamese(held.cancelledOn)),
      item('Số định danh được xác lập thay', held.successor),
    ],
  }
}

const purposeOf = ({ details }: PaperSource) => (details?.about === 'EXTRACT' ? details.purpose : null)

function numberNotice(source: PaperSource): PaperContent {
  return {
    title: { vi: 'THÔNG BÁO SỐ ĐỊNH DANH CÁ NHÂN', en: 'Notice of the identification number' },
    items: ofRegister(source, () => true),
  }
}

function ofRegister({ record }: PaperSource, wanted: (item: string) => boolean): readonly Item[] {
  return itemViews(record)
    .filter((view) => wanted(view.item))
    .map(({ number, label, state, texts }) =>
      item(`${number}. ${label.vi}`, state === 'UNKNOWN' ? 'Không rõ' : texts.join('; ')),
    )
}

function populationExtract(source: PaperSource): PaperContent {
  return {
    title: { vi: 'THÔNG TIN TRONG CSDL QUỐC GIA VỀ DÂN CƯ', en: 'Extract of the population database' },
    items: [...ofRegister(source, () => true), item('Mục đích sử dụng', purposeOf(source))],
  }
}

/** Items 19 to 23 of article 9 are of the population database alone (Luật Căn cước 26/2023/QH15, article 15). */
const populationOnly: ReadonlySet<string> = new Set([
  'declaredAbsence',
  'residenceFile',
  'maritalStatus',
  'relationToHead',
  'household',
])

function identityExtract(source: PaperSource): PaperContent {
  const { marks, portrait, fingers, irises } = source.identity
  return {
    title: { vi: 'THÔNG TIN TRONG CƠ SỞ DỮ LIỆU CĂN CƯỚC', en: 'Extract of the identity database' },
    items: [
      ...ofRegister(source, (name) => !populationOnly.has(name)),
      item('Đặc điểm nhân dạng', marks),
      item('Ảnh khuôn mặt', portrait ? 'Có' : 'Chưa thu nhận'),
      item('Vân tay', fingers > 0 ? `${fingers} ngón` : 'Chưa thu nhận'),
      item('Mống mắt', irises > 0 ? `${irises} mắt` : 'Chưa thu nhận'),
      item('Mục đích sử dụng', purposeOf(source)),
    ],
  }
}

const writers: Readonly<Record<string, Writer>> = {
  CMND9: oldNumber,
  CANCELLED_NUMBER: cancelledNumber,
  NUMBER_NOTICE: numberNotice,
  NPDB: populationExtract,
  CCDB: identityExtract,
}

/** What the paper of a case says. Throws {@link NothingToConfirm}. */
export function paperContent(reason: string, source: PaperSource): PaperContent {
  const write = writers[reason]
  if (!write) throw new RangeError(`no paper for ${reason}`)
  return write(source)
}

/** Application.request, which only `openFile` writes. */
export const detailsOf = (request: unknown): RequestDetails | null =>
  request === null || request === undefined ? null : requestDetailsSchema.parse(request)
