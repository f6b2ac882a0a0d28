import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { Card, ProblemAlert, told } from '../../ui/index.ts';
import { phonesKey, type Phone } from './data.ts';
import { fieldsOf, limitsOf, type Fields } from './limits-form.ts';

interface FieldSpec {
  name: Exclude<keyof Fields, 'enabled'>;
  label: string;
  hint?: string;
  type?: 'number' | 'time' | 'text';
  only?: Phone['connectionType'];
}

const FIELDS: FieldSpec[] = [
  { name: 'messagesPerSecond', label: 'Messages a second' },
  { name: 'burst', label: 'At once after a pause' },
  { name: 'pairIntervalSeconds', label: 'Seconds for each recipient' },
  { name: 'pairBurst', label: 'Borrowed for a recipient' },
  { name: 'minGapSeconds', label: 'Seconds between two messages' },
  { name: 'jitter', label: 'How much a gap varies', hint: '0 to 1' },
  { name: 'dailyCap', label: 'Messages a day' },
  { name: 'typingSeconds', label: 'Typing before a text, seconds', only: 'wwebjs' },
  { name: 'warmUpStart', label: 'Warm-up: on the first day' },
  { name: 'warmUpDays', label: 'Warm-up: days' },
  { name: 'quietFrom', label: 'Quiet from', type: 'time' },
  { name: 'quietTo', label: 'Quiet until', type: 'time' },
  { name: 'timezone', label: 'Time zone', hint: 'as Asia/Kuala_Lumpur; UTC when empty', type: 'text' },
];

/** Pacing and throughput. What is empty has the default of the channel. */
export function LimitsForm({ phone }: { phone: Phone }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [fields, setFields] = useState(() => fieldsOf(phone.limits));
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const path = { companyId, phoneIndex: phone.phoneIndex };
      const body = { limits: limitsOf(fields, phone.limits) };
      await unwrap(
        api.PATCH('/api/v2/companies/{companyId}/phones/{phoneIndex}', { params: { path }, body }),
      );
      told('The limits are saved, and hold from the next message on.');
      await queries.invalidateQueries({ queryKey: phonesKey(companyId) });
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card title="Limits and pacing">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            They protect the number. What is empty has the default of{' '}
            {phone.connectionType === 'meta' ? 'the Cloud API' : 'WhatsApp Web'}
            {phone.mode === 'sandbox' ? '; a sandbox phone has no limits unless they are on' : ''}.
          </Text>
          <SegmentedControl
            aria-label="Limits"
            value={fields.enabled}
            onChange={(value) => setFields({ ...fields, enabled: value })}
            data={[
              { value: '', label: 'As the mode says' },
              { value: 'on', label: 'On' },
              { value: 'off', label: 'Off' },
            ]}
          />
          <SimpleGrid cols={2} spacing="sm">
            {FIELDS.filter(({ only }) => only === undefined || only === phone.connectionType).map(
              ({ name, label, hint, type = 'number' }) => (
                <TextInput
                  key={name}
                  label={label}
                  {...(hint === undefined ? {} : { placeholder: hint })}
                  type={type}
                  {...(type === 'number' ? { step: 'any', min: 0 } : {})}
                  value={fields[name]}
                  onChange={(event) => setFields({ ...fields, [name]: event.currentTarget.value })}
                />
              ),
            )}
          </SimpleGrid>
          {error && <ProblemAlert error={error} />}
          <Group justify="flex-end">
            <Button type="submit" loading={isBusy}>
              Save limits
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
