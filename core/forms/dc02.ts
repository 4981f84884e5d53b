import { collectionItems } from './dc01.ts'
import type { ChangesField, CorrectableField, FormDefinition, FormField } from './definition.ts'
import { era2016, era2021, type FormEra } from './eras.ts'

/** Who the correction is about: the items of DC01 that find a person. */
const identifying = ['name', 'birthDate', 'sex', 'number', 'permanentAddress']

function fields(era: FormEra): readonly FormField[] {
  const items = collectionItems(era)
  const identity = identifying.flatMap((id) => items.filter((field) => field.id === id))
  const source = era.cite(['otherData'])
  const changes: ChangesField = {
    id: 'changes',
    item: identity.length + 1,
    type: 'CHANGES',
    label: { vi: 'Nội dung cập nhật, chỉnh sửa', en: 'Changes' },
    help: {
      vi: `Mỗi dòng một mục: ghi số mục theo phiếu DC01, nội dung hiện có (chưa có thì để trống), nội dung mới và giấy tờ chứng minh. (${source.vi}.)`,
      en: `One item a row: its number on form DC01, what is recorded (empty for nothing), what is right, and the evidence. (${source.en}.)`,
    },
    required: true,
    mayBeUnknown: false,
    weight: 40,
    feeds: [...new Set(items.flatMap(({ feeds }) => feeds))],
    rows: 8,
    items,
  }
  return [...identity.map(renumbered), changes]
}

const renumbered = (field: CorrectableField, i: number): CorrectableField => ({ ...field, item: i + 1 })

/**
 * Phiếu cập nhật, chỉnh sửa thông tin dân cư. Since 01/07/2024 the code DC02 stands on another document, the request
 * of TT 17/2024/TT-BCA, which is no collection form.
 */
export const dc02Definitions: readonly FormDefinition[] = [era2016, era2021].map((era) => ({
  kind: 'DC02',
  version: `DC02/${era.version}`,
  title: {
    vi: 'Phiếu cập nhật, chỉnh sửa thông tin dân cư',
    en: 'Form to supplement and correct population data',
  },
  prescribedBy: era.prescribedBy,
  validFrom: era.validFrom,
  validTo: era.validTo,
  headingUnits: era.units,
  fields: fields(era),
}))
