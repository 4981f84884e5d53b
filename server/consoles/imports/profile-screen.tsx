import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Bilingual } from '../../../core/errors.ts'
import { type MappingProfile, mappingProfileSchema } from '../../../core/import/mapping-profile.ts'
import { Notice } from '../../../ui/notice.tsx'
import { today } from '../clock.ts'
import { ActionButton } from '../../../ui/action-button.tsx'
import { Screen } from '../frame/screen.tsx'
import { CreateProfileDocument, ProfilesDocument, type ProfilesQuery } from '../generated/profiles.ts'
import { useAct } from '../graphql/use-act.ts'
import { useAsk } from '../graphql/use-ask.ts'
import { useSay } from '../../../ui/language.tsx'
import { RefusalNotice } from '../parts/refusal-notice.tsx'
import { TroubleNotice } from '../parts/trouble-notice.tsx'
import { useUnitsFor } from '../session/session.tsx'
import { ImportsNav } from './imports-nav.tsx'
import { MappingTable } from './mapping-table.tsx'
import { type Draft, readDraft, valueAt, withValue } from './profile-draft.ts'
import { type ProfileField, profileFields, unitFields } from './profile-fields.ts'
import { ProfileFormat } from './profile-format.tsx'
import { SamplePreview, useSample } from './sample-preview.tsx'
import { targetNames } from './words.ts'
import './imports.css'

type Profile = ProfilesQuery['mappingProfiles']['edges'][number]['node']

const words = {
  title: { vi: 'Ghép cột của tệp', en: 'Column mapping' },
  about: { vi: 'Tên và đơn vị', en: 'Name and unit' },
  name: { vi: 'Tên bảng ghép cột', en: 'Name of the mapping' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  target: { vi: 'Tệp chứa', en: 'The file holds' },
  where: { vi: 'Nơi thường trú (cấp xã)', en: 'Commune of residence' },
  byCode: { vi: 'Theo mã đơn vị', en: 'By its code' },
  byNames: { vi: 'Theo tên các cấp', en: 'By names' },
  fields: { vi: 'Các mục', en: 'Items' },
  whole: { vi: 'Toàn bộ bảng ghép cột dạng văn bản', en: 'The whole mapping as text' },
  wholeHint: {
    vi: 'Dành cho trường hợp đặc biệt, ví dụ địa chỉ ghép theo từng phần; sửa ở đây hay ở bảng trên đều được.',
    en: 'For what the table does not offer, such as addresses part by part.',
  },
  notJson: { vi: 'Văn bản chưa đúng cấu trúc JSON.', en: 'This is no JSON.' },
  wrong: { vi: 'Bảng ghép cột chưa đủ hoặc chưa đúng', en: 'The mapping is not complete yet' },
  save: { vi: 'Lưu bảng ghép cột', en: 'Save' },
} as const satisfies Readonly<Record<string, Bilingual>>

const emptyDraft = (): Draft => ({
  target: 'RESIDENT',
  format: { kind: 'CSV', delimiter: ',' },
  encoding: 'AUTO',
  asOf: today(),
})

/** What is missing, by the names of the form where it has them. */
function faultsOf(draft: Draft, fields: readonly ProfileField[]): readonly Bilingual[] {
  const { success, error } = mappingProfileSchema.safeParse(draft)
  if (success) return []
  const named = fields.filter(({ path, required }) => required && valueAt(draft, path) === undefined)
  if (named.length > 0) return named.map(({ label }) => label)
  const paths = [...new Set(error.issues.map(({ path }) => path.join('.')))]
  return paths.map((path) => ({ vi: path, en: path }))
}

function Faults({ faults }: { readonly faults: readonly Bilingual[] }) {
  const say = useSay()
  return (
    <Notice tone="attention" title={say(words.wrong)}>
      <ul>
        {faults.map((fault) => (
          <li key={fault.en}>{say(fault)}</li>
        ))}
      </ul>
    </Notice>
  )
}

function WholeText({
  draft,
  onChange,
}: {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}) {
  const say = useSay()
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <details className="panel">
      <summary>{say(words.whole)}</summary>
      <Textarea
        aria-label={say(words.whole)}
        description={say(words.wholeHint)}
        value={typed ?? JSON.stringify(draft, null, 2)}
        error={typed !== null && readDraft(typed) === null && say(words.notJson)}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          const read = readDraft(currentTarget.value)
          if (read) onChange(read)
        }}
        onBlur={() => setTyped((text) => (text !== null && readDraft(text) === null ? text : null))}
        rows={16}
        spellCheck={false}
        classNames={{ input: 'code' }}
      />
    </details>
  )
}

const columnsId = 'sample-columns'

function Editor({ profile }: { readonly profile: Profile | null }) {
  const say = useSay()
  const navigate = useNavigate()
  const units = useUnitsFor('import.prepare')
  const [name, setName] = useState(profile?.name ?? '')
  const [unitCode, setUnitCode] = useState(profile?.unitCode ?? units[0]?.code ?? '')
  const [draft, setDraft] = useState<Draft>(() => (profile && readDraft(profile.definition)) ?? emptyDraft())
  const [unitBy, setUnitBy] = useState<'code' | 'names'>(() =>
    valueAt(draft, ['unit', 'province']) === undefined ? 'code' : 'names',
  )
  const { act, busy, refusal, trouble } = useAct(CreateProfileDocument)
  const target: MappingProfile['target'] = draft['target'] === 'LEGACY_CARD' ? 'LEGACY_CARD' : 'RESIDENT'
  const faults = faultsOf(draft, [...unitFields[unitBy], ...profileFields[target]])
  const sample = useSample(draft)
  const set = (path: readonly string[], value: unknown) =>
    setDraft((withValue(draft, path, value) ?? {}) as Draft)
  const save = async () => {
    if (await act({ unitCode, name, definition: JSON.stringify(draft) })) await navigate('/imports/profiles')
  }
  return (
    <>
      <section className="panel" aria-label={say(words.about)}>
        <div className="row">
          <TextInput
            className="grow"
            label={say(words.name)}
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
            readOnly={profile !== null}
            required
            autoComplete="off"
            maxLength={100}
          />
          <NativeSelect
            className="grow"
            label={say(words.unit)}
            value={unitCode}
            onChange={({ currentTarget }) => setUnitCode(currentTarget.value)}
            disabled={profile !== null}
            data={units.map(({ code, name: unit }) => ({ value: code, label: unit }))}
          />
          <NativeSelect
            className="grow"
            label={say(words.target)}
            value={target}
            onChange={({ currentTarget }) => {
              const { fields: _fields, key: _key, legacyNumber: _number, ...rest } = draft
              setDraft({ ...rest, target: currentTarget.value })
            }}
            data={(['RESIDENT', 'LEGACY_CARD'] as const).map((value) => ({
              value,
              label: say(targetNames[value]),
            }))}
          />
        </div>
        <ProfileFormat draft={draft} withKey={target === 'RESIDENT'} onSet={set} />
      </section>
      <SamplePreview sample={sample} draft={draft} columnsId={columnsId} />
      <section className="queues" aria-label={say(words.where)}>
        <div className="row">
          <h2>{say(words.where)}</h2>
          <NativeSelect
            aria-label={say(words.where)}
            value={unitBy}
            onChange={({ currentTarget }) => {
              setUnitBy(currentTarget.value === 'names' ? 'names' : 'code')
              set(['unit'], undefined)
            }}
            data={[
              { value: 'code', label: say(words.byCode) },
              { value: 'names', label: say(words.byNames) },
            ]}
          />
        </div>
        <MappingTable
          title={words.where}
          fields={unitFields[unitBy]}
          draft={draft}
          columnsId={columnsId}
          onChange={setDraft}
        />
      </section>
      <section className="queues" aria-label={say(words.fields)}>
        <h2>{say(words.fields)}</h2>
        <MappingTable
          title={words.fields}
          fields={profileFields[target]}
          draft={draft}
          columnsId={columnsId}
          onChange={setDraft}
        />
      </section>
      <WholeText draft={draft} onChange={setDraft} />
      {faults.length > 0 && <Faults faults={faults} />}
      <RefusalNotice refusal={refusal} trouble={trouble} />
      <div className="row">
        <ActionButton
          label={words.save}
          keys="Ctrl+Enter"
          loading={busy}
          disabled={faults.length > 0 || name.trim() === ''}
          onClick={() => void save()}
        />
      </div>
    </>
  )
}

const mostProfiles = 50

/** A mapping is made, or the next version of one. */
export function ProfileScreen() {
  const { id = '' } = useParams()
  const isNew = id === 'new'
  const { data, trouble, again } = useAsk(
    ProfilesDocument,
    { first: mostProfiles, after: null },
    { pause: isNew },
  )
  const profile = data?.mappingProfiles.edges.find(({ node }) => node.id === id)?.node ?? null
  return (
    <Screen title={words.title}>
      <ImportsNav />
      <TroubleNotice trouble={trouble} onAgain={again} />
      {(isNew || profile) && <Editor key={id} profile={profile} />}
    </Screen>
  )
}
