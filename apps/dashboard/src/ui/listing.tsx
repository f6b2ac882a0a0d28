import { Button, Center, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './problem.tsx';

/** Of a list that is read page by page, what is shown of it. */
interface Paged<Row> {
  data: { pages: { data: Row[] }[] } | undefined;
  error: Error | null;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch(): unknown;
  fetchNextPage(): unknown;
}

interface ListingProps<Row> {
  list: Paged<Row>;
  /** What is shown where there is nothing. */
  empty: ReactNode;
  children(rows: Row[]): ReactNode;
}

/** A list that is read page by page: its rows, or why there are none, and a button for more. */
export function Listing<Row>({ list, empty, children }: ListingProps<Row>) {
  const { data, error, hasNextPage, isFetchingNextPage, refetch, fetchNextPage } = list;
  if (!data) {
    if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
    return <Skeleton h={220} radius="lg" />;
  }
  const rows = data.pages.flatMap((page) => page.data);
  return (
    <>
      {rows.length === 0 ? empty : children(rows)}
      {hasNextPage && (
        <Center p="sm">
          <Button
            size="xs"
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        </Center>
      )}
    </>
  );
}

interface TableProps {
  label: string;
  columns: readonly string[];
  /** Rows, each with one cell more than there are columns: what can be done. */
  children: ReactNode;
}

/** A table that scrolls by itself where it is too wide, and whose last column is what can be done with a row. */
export function DeedTable({ label, columns, children }: TableProps) {
  return (
    <div className="wt-scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="wt-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
            <th>
              <span className="wt-visually-hidden">What can be done</span>
            </th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
