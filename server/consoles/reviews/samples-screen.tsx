import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Screen } from '../frame/screen.tsx'
import {
  ReviewRoundDocument,
  type ReviewSampleList,
  type ReviewSamplesQuery,
  ReviewSamplesDocument,
} from '../generated/review-samples.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { useCursorPages } from '../../../ui/cursor-pages.ts'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitNames } from '../parts/unit-names.ts'
import { type Column, Worklist } from '../../../ui/worklist.tsx'
import { useOfficer } from '../session/session.tsx'
import './reviews.css'
import { fieldLabel, findingNames, roundOf } from './words.ts'

type Sample = Extract<
  ReviewSamplesQuery['reviewSamples'],
  { __typename: 'ReviewSamplePage' }
>['samples'][number]

const words = {
  title: { vi: 'Phiếu trong mẫu', en: 'Forms of the sample' },
  list: { vi: 'Danh sách', en: 'List' },
  place: { vi: 'Thứ tự', en: 'Order' },
  serial: { vi: 'Số phiếu', en: 'Serial' },
  where: { vi: 'Nơi thu', en: 'Where' },
  first: { vi: 'Lần 1', en: 'First' },
  second: { vi: 'Phúc tra lại', en: 'Second' },
  errors: { vi: 'Lỗi', en: 'Errors' },
  none: { vi: 'Không có phiếu nào.', en: 'No forms.' },
  correct: { vi: 'Sửa', en: 'Correct' },
  check: { vi: 'Kiểm tra', en: 'Check' },
  review: { vi: 'Về đợt phúc tra', en: 'To the review' },
} as const satisfies Readonly<Record<string, Bilingual>>

const lists: Readonly<Record<ReviewSampleList, Bilingual>> = {
  ALL: { vi: 'Cả mẫu', en: 'All' },
  MINE: { vi: 'Còn phần tôi', en: 'Mine to check' },
  UNCHECKED: { vi: 'Chưa kiểm tra', en: 'Not checked' },
  TO_RECHECK: { vi: 'Chờ phúc tra lại', en: 'To check again' },
  WITH_ERRORS: { vi: 'Có lỗi', en: 'With errors' },
  DIFFERING: { vi: 'Hai lần khác nhau', en: 'Checks differ' },
}

const pageSize = 20

function Errors({ sample, formKind }: { readonly sample: Sample; readonly formKind: string }) {
  const say = useSay()
  if (sample.findings.length === 0) return '–'
  return (
    <ul className="plain-list">
      {sample.findings.map(({ round, field, kind, found }) => (
        <li key={`${round} ${field}`}>
          {sample.recheckedAt !== null && (
            <span className="soft">{say(round === 1 ? words.first : words.second)}: </span>
          )}
          {say(fieldLabel(formKind, field))}: {say(findingNames[kind])}
          {found !== null && ` → ${found}`}
        </li>
      ))}
    </ul>
  )
}

/** Forms drawn, what was found, and the way back into one's own answers while the round is open. */
export function SamplesScreen() {
  const { id = '' } = useParams()
  const say = useSay()
  const { officerId } = useOfficer()
  const [list, setList] = useState<ReviewSampleList>('ALL')
  const pages = useCursorPages(list)
  const round = useAsk(ReviewRoundDocument, { id })
  const after = pages.after === null ? null : Number(pages.after)
  const { data, trouble, again } = useAsk(ReviewSamplesDocument, {
    reviewId: id,
    list,
    first: pageSize,
    after,
  })
  const answer = data?.reviewSamples
  const page = answer?.__typename === 'ReviewSamplePage' ? answer : null
  const review = round.data?.review.__typename === 'Review' ? round.data.review : null
  const own = review && roundOf(review.members, officerId)
  const nameOf = useUnitNames(page?.samples.map(({ unitCode }) => unitCode) ?? [])
  const isMine = ({ recheck }: Sample) =>
    (own === 1 && review?.state === 'RUNNING') || (own === 2 && review?.state === 'CHECKED' && recheck)
  const checkedBefore = ({ checkedAt, recheckedAt }: Sample) => (own === 1 ? checkedAt : recheckedAt) !== null
  const columns: readonly Column<Sample>[] = [
    { title: words.place, cell: ({ place }) => place },
    { title: words.serial, cell: ({ formSerial }) => <span className="code">{formSerial}</span> },
    {
      title: words.where,
      cell: ({ hamlet, unitCode }) => [hamlet, nameOf(unitCode)].filter((part) => part).join(', '),
    },
    { title: words.first, cell: ({ checkedAt }) => (checkedAt === null ? '–' : formatInstant(checkedAt)) },
    {
      title: words.second,
      cell: ({ recheck, recheckedAt }) =>
        recheckedAt === null ? (recheck ? say(lists.TO_RECHECK) : '–') : formatInstant(recheckedAt),
    },
    {
      title: words.errors,
      cell: (sample) => <Errors sample={sample} formKind={review?.formKind ?? 'DC01'} />,
    },
  ]
  return (
    <Screen
      title={words.title}
      {...(review && {
        lead: {
          vi: `${review.unitName} · ${review.formKind}`,
          en: `${review.unitName} · ${review.formKind}`,
        },
      })}
      actions={
        <Button component={Link} to={`/reviews/${id}`} variant="default">
          {say(words.review)}
        </Button>
      }
    >
      <NativeSelect
        label={say(words.list)}
        w="fit-content"
        value={list}
        onChange={({ currentTarget: { value } }) =>
          setList((Object.keys(lists) as ReviewSampleList[]).find((one) => one === value) ?? 'ALL')
        }
        data={Object.entries(lists).map(([value, name]) => ({ value, label: say(name) }))}
      />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {answer?.__typename === 'DomainRefusal' && <RefusalNotice refusal={answer} />}
      {page && (
        <Worklist
          caption={words.title}
          rows={page.samples}
          keyOf={(sample) => sample.id}
          columns={columns}
          empty={words.none}
          pages={pages}
          next={page.next === null ? null : String(page.next)}
          action={(sample) =>
            isMine(sample) && (
              <Button
                component={Link}
                to={`/reviews/${id}/check/${sample.place}`}
                size="xs"
                variant="default"
              >
                {say(checkedBefore(sample) ? words.correct : words.check)}
              </Button>
            )
          }
        />
      )}
    </Screen>
  )
}
