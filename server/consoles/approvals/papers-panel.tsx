import { Button } from '@mantine/core'
import { Fragment } from 'react'
import { fingerNames, fingerPositions } from '../../../core/biometrics/positions.ts'
import { isPaperType, paperTypes } from '../../../core/enrollment/papers.ts'
import type { Bilingual } from '../../../core/errors.ts'
import { useSay } from '../../../ui/language.tsx'
import type { File } from './file.ts'
import { PictureOnDemand } from './file-picture.tsx'

const words = {
  title: { vi: 'Giấy tờ và chữ ký', en: 'Papers and signatures' },
  none: { vi: 'Không có giấy tờ nào khác.', en: 'No other papers.' },
  page: { vi: 'trang', en: 'page' },
  save: { vi: 'Tải PDF', en: 'Save PDF' },
} as const satisfies Readonly<Record<string, Bilingual>>

const otherNames: Readonly<Record<string, Bilingual>> = {
  CONSENT: { vi: 'Chữ ký đồng ý thu nhận', en: 'Signature of consent' },
  SIGNATURE: { vi: 'Chữ ký người làm thẻ', en: 'Applicant’s signature' },
  HAND_PHOTO: { vi: 'Ảnh bàn tay', en: 'Photo of the hand' },
}

type Page = File['papers'][number]

export const paperName = (kind: string): Bilingual =>
  isPaperType(kind) ? paperTypes[kind] : (otherNames[kind] ?? { vi: kind, en: kind })

/** Pages, each opened when it is asked for. */
export function Pages({ pages }: { readonly pages: readonly Page[] }) {
  const say = useSay()
  const nameOf = ({ kind, reference, page }: Page) => {
    const finger = fingerPositions.find((one) => kind === 'HAND_PHOTO' && String(one) === reference)
    if (finger) return `${say(paperName(kind))}: ${say(fingerNames[finger])}`
    const several = pages.some((other) => other.reference === reference && other.page > 1)
    return `${say(paperName(kind))}${several ? `, ${say(words.page)} ${page}` : ''}`
  }
  return (
    <div className="papers">
      {pages.map((page) => (
        <Fragment key={page.id}>
          {page.isPdf ? (
            <Button component="a" size="xs" variant="default" href={page.path} download>
              {say(words.save)}: {nameOf(page)}
            </Button>
          ) : (
            <PictureOnDemand path={page.path} name={nameOf(page)} inTurn />
          )}
        </Fragment>
      ))}
    </div>
  )
}

/** Everything that no claim and no exception shows beside itself. */
export function PapersPanel({ file: { papers, claims } }: { readonly file: File }) {
  const say = useSay()
  const others = papers.filter(
    ({ kind, reference }) =>
      kind !== 'HAND_PHOTO' && !(reference && claims.some(({ paper }) => paper === reference)),
  )
  return (
    <section className="panel" aria-label={say(words.title)}>
      <h2>{say(words.title)}</h2>
      {others.length === 0 && <p className="soft">{say(words.none)}</p>}
      <Pages pages={others} />
    </section>
  )
}
