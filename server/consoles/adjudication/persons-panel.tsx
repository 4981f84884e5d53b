import type { Bilingual } from '../../../core/errors.ts'
import type { PersonShownFragment } from '../generated/duplicate-case.ts'
import { formatDate, formatInstant } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { shown } from '../reconciliation/field-values.ts'
import type { CaseCandidate } from './case-detail.ts'
import { Portrait } from './portrait.tsx'
import { bothNames } from './words.ts'

const words = {
  title: { vi: 'Hai người', en: 'The two' },
  number: { vi: 'Số định danh', en: 'Number' },
  noNumber: { vi: 'chưa có', en: 'none yet' },
  noName: { vi: 'Chưa rõ tên', en: 'No name' },
  born: { vi: 'Sinh', en: 'Born' },
  captured: { vi: 'Thu nhận', en: 'Captured' },
  file: { vi: 'Hồ sơ', en: 'File' },
  grounds: { vi: 'Nghi trùng do', en: 'Found by' },
  nobody: {
    vi: 'Không tìm thấy ai nghi trùng; hồ sơ cần người thứ hai xác minh vì không tra được vân tay.',
    en: 'Nobody was found; a second officer verifies the person, for there were no fingers to search with.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>

interface PersonProps {
  readonly role: Bilingual
  readonly person: PersonShownFragment
  readonly grounds?: readonly Bilingual[]
}

function Person({ role, person, grounds = [] }: PersonProps) {
  const say = useSay()
  const { name, number, birthDate, sex, capturedAt, centreName, applicationCode } = person
  const captured = [capturedAt && formatInstant(capturedAt), centreName].filter(Boolean).join(', ')
  const facts = [
    [words.number, number ? <span className="code">{number}</span> : say(words.noNumber)],
    [
      words.born,
      [birthDate && formatDate(birthDate), sex && say(shown('sex', sex))].filter(Boolean).join(', '),
    ],
    [words.file, applicationCode && <span className="code">{applicationCode}</span>],
    [words.captured, captured],
    [words.grounds, grounds.map(say).join(', ')],
  ] as const
  return (
    <div className="person">
      <Portrait path={person.portrait?.path ?? null} of={role} />
      <div>
        <p className="soft">{say(role)}</p>
        <p className="person-name">{name ?? say(words.noName)}</p>
        <dl className="facts">
          {facts.map(
            ([term, value]) =>
              value && (
                <div key={term.en}>
                  <dt>{say(term)}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </div>
    </div>
  )
}

interface PersonsPanelProps {
  readonly applicant: PersonShownFragment
  readonly candidate: CaseCandidate | null
}

/** The two faces at one scale, and who they are. */
export function PersonsPanel({ applicant, candidate }: PersonsPanelProps) {
  const say = useSay()
  return (
    <section className="panel two-persons" aria-label={say(words.title)}>
      <Person role={bothNames.applicant} person={applicant} />
      {candidate ? (
        <Person
          role={candidate.own ? bothNames.own : bothNames.candidate}
          person={candidate.person}
          grounds={candidate.groundTexts}
        />
      ) : (
        <p>{say(words.nobody)}</p>
      )}
    </section>
  )
}
