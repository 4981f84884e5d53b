import { z } from 'zod'
import { canonicalJson } from '../canonical-json.ts'

/**
 * The form that the officer fills in at the Details pane, as data: which fields stand where, how they are called, and what
 * may be written. A form that was once in force is never edited: what changes is a new version. A kiosk gets the form with
 * its settings and shows that one; a packet names version and hash, and the server knows every version that was ever out.
 */

const label = z.strictObject({ vi: z.string(), en: z.string() })

const fieldSchema = z.strictObject({
  /** Where its value stands in the request: "person.name", "contact.phone". */
  path: z.string(),
  label,
  help: label.nullable(),
  /** NAME: letters only, kept in capitals; PLACE: words with a commune; REASON: core/enrollment/request-reasons.ts. */
  input: z.enum(['NAME', 'WORDS', 'PLACE', 'DATE', 'DIGITS', 'PHONE', 'EMAIL', 'CHOICE', 'REASON', 'TICK']),
  choices: z.array(z.strictObject({ code: z.string(), label })),
  maxLength: z.int().positive().nullable(),
  /** Lengths that a number may have. */
  digits: z.array(z.int().positive()),
  required: z.enum(['ALWAYS', 'NEVER', 'UNDER_14', 'BY_POST']),
})
export type DetailsField = z.infer<typeof fieldSchema>

export const detailsFormSchema = z.strictObject({
  version: z.string(),
  from: z.iso.date(),
  article: z.string(),
  boxes: z.array(z.strictObject({ id: z.string(), label, fields: z.array(fieldSchema) })),
})
export type DetailsForm = z.infer<typeof detailsFormSchema>

type Field = Partial<DetailsField> & Pick<DetailsField, 'input'>

const field = (path: string, vi: string, en: string, rest: Field): DetailsField => ({
  path,
  label: { vi, en },
  help: null,
  choices: [],
  maxLength: null,
  digits: [],
  required: 'ALWAYS',
  ...rest,
})

const choice = (code: string, vi: string, en: string) => ({ code, label: { vi, en } })
const words = (maxLength: number): Field => ({ input: 'WORDS', maxLength })
const place: Field = { input: 'PLACE', maxLength: 300 }
const name: Field = { input: 'NAME', maxLength: 120 }

const request = {
  id: 'request',
  label: { vi: 'Yêu cầu', en: 'Request' },
  fields: [
    field('kind', 'Loại cấp', 'Kind', {
      input: 'CHOICE',
      choices: [
        choice('FIRST_ISSUE', 'Cấp lần đầu', 'First issue'),
        choice('EXCHANGE', 'Cấp đổi', 'Exchange'),
        choice('REISSUE', 'Cấp lại', 'Reissue'),
      ],
    }),
    field('reason', 'Lý do', 'Reason', { input: 'REASON' }),
    field('channel', 'Nơi thu nhận', 'Where taken', {
      input: 'CHOICE',
      choices: [
        choice('DESK', 'Tại điểm thu nhận', 'At the centre'),
        choice('FIELD', 'Lưu động', 'In the field'),
      ],
    }),
    field('hasCollectionForm', 'Có phiếu DC01 đã ký', 'Signed form DC01 at hand', {
      input: 'TICK',
      required: 'NEVER',
    }),
  ],
}

/** The certificate of identity is asked for with the same form (Luật Căn cước 26/2023/QH15, article 30). */
const requestOrCertificate = {
  ...request,
  fields: request.fields.map((one) =>
    one.path === 'kind'
      ? {
          ...one,
          choices: [
            ...one.choices,
            choice('IDENTITY_CERTIFICATE', 'Cấp giấy chứng nhận căn cước', 'Certificate of identity'),
          ],
        }
      : one,
  ),
}

const person = {
  id: 'person',
  label: { vi: 'Người được cấp', en: 'Applicant' },
  fields: [
    field('person.name', 'Họ, chữ đệm và tên khai sinh', 'Full name', name),
    field('person.birthDate', 'Ngày, tháng, năm sinh', 'Date of birth', { input: 'DATE' }),
    field('person.sex', 'Giới tính', 'Sex', {
      input: 'CHOICE',
      choices: [choice('MALE', 'Nam', 'Male'), choice('FEMALE', 'Nữ', 'Female')],
    }),
    field('person.nationality', 'Quốc tịch', 'Nationality', words(60)),
    field('person.ethnicity', 'Dân tộc', 'Ethnicity', words(60)),
    field('person.religion', 'Tôn giáo', 'Religion', { ...words(60), required: 'NEVER' }),
    field('person.birthRegistrationPlace', 'Nơi đăng ký khai sinh', 'Place of birth registration', place),
    field('person.birthProvince', 'Mã tỉnh đăng ký khai sinh', 'Province code of birth registration', {
      input: 'DIGITS',
      digits: [3],
    }),
    field('person.placeOfOrigin', 'Quê quán', 'Place of origin', place),
    field('person.residence', 'Nơi cư trú', 'Place of residence', place),
    field('person.residenceUnit', 'Mã xã, phường nơi cư trú', 'Commune of residence', {
      input: 'DIGITS',
      digits: [5],
    }),
    field('person.legacyNumber', 'Số CMND 9 số', 'Old 9-digit number', {
      input: 'DIGITS',
      digits: [9],
      required: 'NEVER',
    }),
    field('person.fatherName', 'Họ tên cha', "Father's name", { ...name, required: 'NEVER' }),
    field('person.motherName', 'Họ tên mẹ', "Mother's name", { ...name, required: 'NEVER' }),
  ],
}

const representative = {
  id: 'representative',
  label: { vi: 'Người đại diện hợp pháp', en: 'Lawful representative' },
  fields: [
    field('representative.name', 'Họ tên người đại diện', 'Name of the representative', {
      ...name,
      required: 'UNDER_14',
    }),
    field('representative.number', 'Số định danh người đại diện', 'Number of the representative', {
      input: 'DIGITS',
      digits: [12],
      required: 'UNDER_14',
    }),
    field('representative.relation', 'Quan hệ', 'Relation', {
      input: 'CHOICE',
      required: 'UNDER_14',
      choices: [
        choice('FATHER', 'Cha', 'Father'),
        choice('MOTHER', 'Mẹ', 'Mother'),
        choice('GUARDIAN', 'Người giám hộ', 'Guardian'),
      ],
    }),
  ],
}

const contact = {
  id: 'contact',
  label: { vi: 'Liên lạc', en: 'Contact' },
  fields: [
    field('contact.phone', 'Số điện thoại', 'Telephone', { input: 'PHONE', required: 'NEVER' }),
    field('contact.email', 'Thư điện tử', 'E-mail', { input: 'EMAIL', maxLength: 120, required: 'NEVER' }),
  ],
}

const delivery = {
  id: 'delivery',
  label: { vi: 'Nhận thẻ', en: 'Delivery' },
  fields: [
    field('delivery.kind', 'Cách nhận', 'How', {
      input: 'CHOICE',
      choices: [choice('PICKUP', 'Đến nơi trả thẻ', 'Collected'), choice('POST', 'Qua bưu chính', 'By post')],
    }),
    field('delivery.recipient', 'Người nhận', 'Recipient', { ...name, required: 'BY_POST' }),
    field('delivery.address', 'Địa chỉ nhận', 'Address', { ...place, required: 'BY_POST' }),
    field('delivery.unit', 'Mã xã, phường', 'Commune', { input: 'DIGITS', digits: [5], required: 'BY_POST' }),
    field('delivery.phone', 'Điện thoại người nhận', "Recipient's telephone", {
      input: 'PHONE',
      required: 'BY_POST',
    }),
  ],
}

/** Every form that was ever in force, the newest last. */
export const detailsForms: readonly DetailsForm[] = [
  {
    version: '2024-07.1',
    from: '2024-07-01',
    article: 'Thông tư 17/2024/TT-BCA, Điều 9; Luật Căn cước 26/2023/QH15, Điều 23',
    boxes: [request, person, representative, contact, delivery],
  },
  {
    version: '2024-07.2',
    from: '2024-07-01',
    article: 'Thông tư 17/2024/TT-BCA, Điều 9; Luật Căn cước 26/2023/QH15, Điều 23, Điều 30',
    boxes: [requestOrCertificate, person, representative, contact, delivery],
  },
]

/** The form that is in force now: what the server sends to its kiosks, and a kiosk's own until it got one. */
export function currentDetailsForm(): DetailsForm {
  const form = detailsForms.at(-1)
  if (!form) throw new RangeError('no form')
  return form
}

/** What the hash of a form covers. */
export const detailsFormBytes = (form: DetailsForm): Uint8Array =>
  new TextEncoder().encode(canonicalJson(form))
