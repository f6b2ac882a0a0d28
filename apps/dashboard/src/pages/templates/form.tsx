import {
  Button,
  Checkbox,
  Drawer,
  Group,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { TemplatePreview } from '../../template/preview.tsx';
import { curl, Empty, fieldFault, ProblemAlert, told, useDeed } from '../../ui/index.ts';
import { CardFields } from './cards.tsx';
import { changeTemplate, createTemplate, templatesKey, type Template } from './data.ts';
import {
  componentsOf,
  EMPTY,
  faultsOf,
  newCard,
  type Category,
  type Draft,
  type Faults,
  type OtpType,
} from './draft.ts';
import { ButtonFields, HeaderFields, WordFields } from './fields.tsx';
import { draftOf } from './read.ts';

const CATEGORIES = [
  { value: 'UTILITY', label: 'Utility: about something that the person ordered or asked for' },
  { value: 'MARKETING', label: 'Marketing: everything else' },
  { value: 'AUTHENTICATION', label: 'Authentication: a one-time password' },
];

interface DrawerProps {
  phoneIndex: number;
  /** What is changed; absent: a new one is made. */
  template?: Template;
  onClose(): void;
}

/** Makes a template, or changes one, with a look at it beside. */
export function TemplateDrawer({ phoneIndex, template, onClose }: DrawerProps) {
  const companyId = useCompanyId();
  const draft = template ? draftOf(template) : EMPTY;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={<Text fw={620}>{template ? `Change ${template.name}` : 'New template'}</Text>}
    >
      {draft ? (
        <Form phoneIndex={phoneIndex} template={template} before={draft} onClose={onClose} />
      ) : (
        <Empty
          title="This form has no field for a part of it"
          curl={curl('PATCH', `/api/v2/templates/${companyId}/${phoneIndex}/${template?.templateId}`, {
            components: template?.components,
          })}
        >
          Change it by the API, so that the part is not lost.
        </Empty>
      )}
    </Drawer>
  );
}

type FormProps = Omit<DrawerProps, 'template'> & { template: Template | undefined; before: Draft };

function Form({ phoneIndex, template, before, onClose }: FormProps) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const deed = useDeed();
  const [draft, setDraft] = useState(before);
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<Draft>) => setDraft((last) => ({ ...last, ...part }));
  const found = faultsOf(draft);
  // Nobody is told of a mistake before he says that he is done.
  const faults = isTried ? found : {};
  const isNew = template === undefined;
  const save = async () => {
    setTried(true);
    if (Object.keys(found).length > 0) return;
    const { name, language, category } = draft;
    const components = componentsOf(draft);
    const isDone = await deed.run(() =>
      template
        ? changeTemplate(api, companyId, phoneIndex, template.templateId, {
            components,
            ...(category === template.category ? {} : { category }),
          })
        : createTemplate(api, companyId, phoneIndex, { name, language, category, components }),
    );
    if (!isDone) return;
    void queries.invalidateQueries({ queryKey: templatesKey(companyId) });
    told('Meta reviews it now');
    onClose();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Stack gap="sm">
          <TextInput
            label="Name"
            description="Small letters, digits and underscores"
            required
            disabled={!isNew}
            data-autofocus={isNew || undefined}
            value={draft.name}
            error={faults['name'] ?? fieldFault(deed.error, '/name')}
            onChange={({ currentTarget: { value } }) => change({ name: value })}
          />
          <TextInput
            label="Language"
            description="As Meta spells it: en_US, ms, pt_BR"
            required
            disabled={!isNew}
            value={draft.language}
            error={faults['language'] ?? fieldFault(deed.error, '/language')}
            onChange={({ currentTarget: { value } }) => change({ language: value })}
          />
          <Select
            label="Category"
            description={
              template?.status === 'APPROVED'
                ? 'Meta lets nobody change that of an approved template'
                : undefined
            }
            data={CATEGORIES}
            value={draft.category}
            disabled={template?.status === 'APPROVED'}
            allowDeselect={false}
            error={fieldFault(deed.error, '/category')}
            onChange={(value) => change({ category: value as Category })}
          />
          {draft.category === 'AUTHENTICATION' ? (
            <CodeFields code={draft.code} faults={faults} onChange={(code) => change({ code })} />
          ) : (
            <Contents draft={draft} faults={faults} onChange={change} />
          )}
        </Stack>
        <Stack gap="sm">
          <Text size="sm" fw={540}>
            As the person sees it
          </Text>
          <TemplatePreview
            components={componentsOf(draft)}
            values={draft.body.examples}
            header={draft.header.examples}
          />
        </Stack>
      </SimpleGrid>
      <Stack gap="sm" mt="md">
        {isTried && Object.keys(found).length > 0 && (
          <Text size="sm" c="var(--wt-bad)" role="alert">
            {Object.keys(found).length === 1 ? 'One field is' : `${Object.keys(found).length} fields are`} not
            right yet: see what stands beside.
          </Text>
        )}
        {deed.error && <ProblemAlert error={deed.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={deed.isBusy}>
            Send it to review
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  draft: Draft;
  faults: Faults;
  onChange(part: Partial<Draft>): void;
}

function Contents({ draft, faults, onChange }: PartProps) {
  const shape = draft.cards ? 'cards' : 'one';
  return (
    <>
      <SegmentedControl
        aria-label="Shape"
        value={shape}
        onChange={(value) =>
          onChange({ cards: value === 'cards' ? { format: 'IMAGE', list: [newCard(), newCard()] } : null })
        }
        data={[
          { value: 'one', label: 'One message' },
          { value: 'cards', label: 'Carousel of cards' },
        ]}
      />
      {!draft.cards && (
        <HeaderFields header={draft.header} faults={faults} onChange={(header) => onChange({ header })} />
      )}
      <WordFields
        label="Body"
        at="body"
        max={1024}
        words={draft.body}
        faults={faults}
        onChange={(body) => onChange({ body })}
      />
      {draft.cards ? (
        <CardFields cards={draft.cards} faults={faults} onChange={(cards) => onChange({ cards })} />
      ) : (
        <>
          <TextInput
            label="Footer"
            value={draft.footer}
            error={faults['footer']}
            onChange={({ currentTarget: { value } }) => onChange({ footer: value })}
          />
          <ButtonFields
            buttons={draft.buttons}
            faults={faults}
            onChange={(buttons) => onChange({ buttons })}
          />
        </>
      )}
    </>
  );
}

const OTP_TYPES = [
  { value: 'COPY_CODE', label: 'Copy the code: works on every phone' },
  { value: 'ONE_TAP', label: 'One tap: a button hands the code to your Android app' },
  { value: 'ZERO_TAP', label: 'Zero tap: your Android app gets the code by itself' },
];

interface CodeProps {
  code: Draft['code'];
  faults: Faults;
  onChange(code: Draft['code']): void;
}

/** Of one-time passwords Meta writes the words; what is chosen is what goes with them. */
function CodeFields({ code, faults, onChange }: CodeProps) {
  const change = (part: Partial<Draft['code']>) => onChange({ ...code, ...part });
  const isApp = code.otpType !== 'COPY_CODE';
  return (
    <>
      <Select
        label="How the code gets to where it is needed"
        data={OTP_TYPES}
        value={code.otpType}
        allowDeselect={false}
        onChange={(value) => change({ otpType: value as OtpType })}
      />
      <TextInput
        label="The code expires after, in minutes"
        description="Stands below the text; nothing is said of it when empty"
        inputMode="numeric"
        value={code.expiryMinutes}
        error={faults['expiry']}
        onChange={({ currentTarget: { value } }) => change({ expiryMinutes: value.trim() })}
      />
      <Checkbox
        label="Advise not to share the code"
        checked={code.isSecurityAdvised}
        onChange={({ currentTarget: { checked } }) => change({ isSecurityAdvised: checked })}
      />
      <TextInput
        label="Label of the button"
        description="Meta’s own when empty"
        value={code.label}
        error={faults['label']}
        onChange={({ currentTarget: { value } }) => change({ label: value })}
      />
      {isApp && (
        <>
          <TextInput
            label="Android package"
            required
            value={code.packageName}
            error={faults['package']}
            onChange={({ currentTarget: { value } }) => change({ packageName: value })}
          />
          <TextInput
            label="Signing key hash"
            required
            value={code.signatureHash}
            error={faults['signature']}
            onChange={({ currentTarget: { value } }) => change({ signatureHash: value })}
          />
        </>
      )}
      {code.otpType === 'ZERO_TAP' && (
        <Checkbox
          label="We accept Meta’s terms for zero-tap templates"
          checked={code.areTermsAccepted}
          error={faults['terms']}
          onChange={({ currentTarget: { checked } }) => change({ areTermsAccepted: checked })}
        />
      )}
    </>
  );
}
