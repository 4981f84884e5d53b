import { useState } from 'react'
import { useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import {
  AgenciesDocument,
  type AgencyRowFragment as Agency,
  type AgencyTermsInput,
  ChangeAgencyDocument,
  ResumeAgencyDocument,
} from '../generated/agencies.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { formatCount, formatDate } from '../../../ui/formats.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { AgencyLog } from './agency-log.tsx'
import { SharingNav } from './sharing-nav.tsx'
import { SuspendDialog } from './suspend-dialog.tsx'
import { TermsForm } from './terms-form.tsx'
import './sharing.css'

const words = {
  title: { vi: 'Đơn vị khai thác', en: 'Agency' },
  terms: { vi: 'Thỏa thuận đang hiệu lực', en: 'The terms' },
  code: { vi: 'Mã', en: 'Code' },
  agreement: { vi: 'Số thỏa thuận', en: 'Agreement' },
  quotas: { vi: 'Hạn mức', en: 'Quotas' },
  aMinute: { vi: 'lượt mỗi phút', en: 'a minute' },
  aDay: { vi: 'lượt mỗi ngày', en: 'a day' },
  valid: { vi: 'Hiệu lực', en: 'Valid' },
  from: { vi: 'từ', en: 'from' },
  until: { vi: 'đến trước', en: 'until before' },
  thumbprint: { vi: 'Dấu vân của khóa công khai', en: 'Thumbprint of the key' },
  grants: { vi: 'Được khai thác', en: 'Granted' },
  suspended: { vi: 'Đơn vị đang bị tạm ngừng khai thác', en: 'The agency is suspended' },
  suspend: { vi: 'Tạm ngừng', en: 'Suspend' },
  resume: { vi: 'Cho khai thác lại', en: 'Let it ask again' },
  change: { vi: 'Đổi thỏa thuận', en: 'New terms' },
  save: { vi: 'Lưu thỏa thuận mới', en: 'Save the new terms' },
  cancel: { vi: 'Thôi', en: 'Cancel' },
  unknown: { vi: 'Không có đơn vị này.', en: 'There is no such agency.' },
} as const satisfies Readonly<Record<string, Bilingual>>

function Terms({ agency }: { readonly agency: Agency }) {
  const say = useSay()
  const { code, agreement, perMinute, perDay, validFrom, validTo, keyThumbprint, grants } = agency
  const facts = [
    [words.code, code],
    [words.agreement, agreement],
    [
      words.quotas,
      `${formatCount(perMinute)} ${say(words.aMinute)}, ${formatCount(perDay)} ${say(words.aDay)}`,
    ],
    [
      words.valid,
      `${say(words.from)} ${formatDate(validFrom)}${validTo ? ` ${say(words.until)} ${formatDate(validTo)}` : ''}`,
    ],
  ] as const
  return (
    <>
      <dl className="facts">
        {facts.map(([title, value]) => (
          <div key={title.en}>
            <dt>{say(title)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{say(words.thumbprint)}</dt>
          <dd className="code thumbprint">{keyThumbprint}</dd>
        </div>
      </dl>
      <h3>{say(words.grants)}</h3>
      <ul className="grant-list">
        {grants.map(({ purpose, purposeText, fieldTexts }) => (
          <li key={purpose}>
            <strong>{say(purposeText)}</strong>: {fieldTexts.map((text) => say(text)).join(', ')}
          </li>
        ))}
      </ul>
    </>
  )
}

function Standing({ agency, onChange }: { readonly agency: Agency; readonly onChange: () => void }) {
  const say = useSay()
  const [doing, setDoing] = useState<'look' | 'suspend' | 'change'>('look')
  const change = useAct(ChangeAgencyDocument)
  const resume = useAct(ResumeAgencyDocument)
  const { code, active } = agency
  const done = () => {
    setDoing('look')
    onChange()
  }
  const save = async (terms: AgencyTermsInput) => {
    if (await change.act({ code, terms })) done()
  }
  if (doing === 'change') {
    return (
      <>
        <TermsForm label={words.save} agency={agency} act={change} onTerms={(terms) => void save(terms)} />
        <div className="row">
          <ActionButton label={words.cancel} variant="default" onClick={() => setDoing('look')} />
        </div>
      </>
    )
  }
  return (
    <section className="panel" aria-label={say(words.terms)}>
      <h2>{agency.name}</h2>
      {!active && <Notice tone="attention" title={say(words.suspended)} />}
      <RefusalNotice refusal={resume.refusal} trouble={resume.trouble} />
      <Terms agency={agency} />
      <div className="row">
        {active ? (
          <ActionButton label={words.suspend} color="red.9" onClick={() => setDoing('suspend')} />
        ) : (
          <ActionButton
            label={words.resume}
            loading={resume.busy}
            onClick={() => void resume.act({ code }).then(onChange)}
          />
        )}
        <ActionButton label={words.change} variant="default" onClick={() => setDoing('change')} />
      </div>
      {doing === 'suspend' && <SuspendDialog code={code} onClose={() => setDoing('look')} onDone={done} />}
    </section>
  )
}

const pageSize = 50

/** One agency: its terms, whether it may ask, how often it did, and every question. */
export function AgencyScreen() {
  const say = useSay()
  const { code = '' } = useParams()
  const { data, trouble, again } = useAsk(AgenciesDocument, { first: pageSize, after: null })
  const agency = data?.agencies.edges.find(({ node }) => node.code === code)?.node
  return (
    <Screen title={words.title}>
      <SharingNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {data && !agency && <p className="empty">{say(words.unknown)}</p>}
      {agency && <Standing agency={agency} onChange={again} />}
      {agency && <AgencyLog key={code} code={code} />}
    </Screen>
  )
}
