import { Center, Loader } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Navigate, Outlet, Route, Routes, useLocation } from 'react-router';
import { Boundary, NoSuchPage } from './layout/boundary.tsx';
import { Layout } from './layout/layout.tsx';
import { LiveProvider } from './live/live.tsx';
import { PAGES, type PageEntry } from './pages.ts';
import { companiesQuery } from './session/companies.ts';
import { useApi, useCompanyId, useMay, useSignedIn } from './session/hooks.ts';
import { useSession } from './session/session.ts';
import { Empty } from './ui/empty.tsx';
import { curl } from './ui/curl.ts';
import { Page } from './ui/page.tsx';
import { ProblemAlert } from './ui/problem.tsx';

const SignIn = lazy(() => import('./session/sign-in.tsx'));
const LOADED = PAGES.map((page) => ({ ...page, Contents: lazy(page.load) }));

/** Every address of the app. Pages are loaded when they are opened. */
export function AllRoutes() {
  return (
    <Routes>
      <Route
        path="/sign-in"
        element={
          <Suspense fallback={<Waiting />}>
            <SignIn />
          </Suspense>
        }
      />
      <Route element={<SignedInOnly />}>
        <Route path="/" element={<FirstCompany />} />
        <Route path="/c/:companyId" element={<Company />}>
          <Route index element={<Navigate to="overview" replace />} />
          {LOADED.map(({ path, title, scope, Contents }) => (
            <Route
              key={path}
              path={`${path}/*`}
              element={
                <ForScope scope={scope} title={title}>
                  <Contents />
                </ForScope>
              }
            />
          ))}
          <Route path="*" element={<NoSuchPage />} />
        </Route>
      </Route>
      <Route path="*" element={<NoSuchPage />} />
    </Routes>
  );
}

function Waiting() {
  return (
    <Center mih="60dvh" role="status" aria-label="Loading">
      <Loader size="sm" />
    </Center>
  );
}

/** Everything of one session: who signs in next sees nothing of what another was shown. */
function SignedInOnly() {
  const queries = useQueryClient();
  const session = useSession();
  const { pathname, search } = useLocation();
  const isOut = session.state === 'out';
  useEffect(() => {
    if (isOut) queries.clear();
  }, [isOut, queries]);
  if (session.state === 'starting') return <Waiting />;
  if (isOut) {
    const to = pathname === '/' ? '' : `?to=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${to}`} replace />;
  }
  return <Outlet />;
}

function FirstCompany() {
  const { caller } = useSignedIn();
  if (caller.companyId !== null) return <Navigate to={`/c/${caller.companyId}/overview`} replace />;
  return <ChosenCompany />;
}

const LAST_PLACE = 'watertight.company';

/** An administrator goes on with the company that he looked at last. */
function ChosenCompany() {
  const { data, error, refetch } = useQuery(companiesQuery(useApi()));
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const last = localStorage.getItem(LAST_PLACE);
  const company = data.find(({ id }) => id === last) ?? data[0];
  if (company) return <Navigate to={`/c/${company.id}/overview`} replace />;
  return (
    <Center mih="100dvh" component="main">
      <Empty
        title="There is no company yet"
        curl={curl('POST', '/api/v2/companies', { id: 'demo', name: 'Demo company' })}
      >
        Phones, messages and people belong to a company. Make the first one, then load this page again.
      </Empty>
    </Center>
  );
}

function Company() {
  const session = useSignedIn();
  const { pathname } = useLocation();
  const companyId = useCompanyId();
  const hears = useMay('messages:read');
  const isAdmin = session.caller.kind === 'admin';
  useEffect(() => {
    if (isAdmin) localStorage.setItem(LAST_PLACE, companyId);
  }, [isAdmin, companyId]);
  const isForeign = !isAdmin && session.caller.companyId !== companyId;
  const inside = (
    <Layout>
      <Boundary place={pathname}>
        <Suspense fallback={<Waiting />}>
          {isForeign ? <Foreign companyId={companyId} /> : <Outlet />}
        </Suspense>
      </Boundary>
    </Layout>
  );
  if (isForeign || !hears) return inside;
  return (
    <LiveProvider session={session} companyId={companyId}>
      {inside}
    </LiveProvider>
  );
}

function Foreign({ companyId }: { companyId: string }) {
  return (
    <Page title="No such company">
      <Empty title={`There is no company ${companyId} for you`}>
        You are signed in for another company. Sign out first if you have an account in this one too.
      </Empty>
    </Page>
  );
}

function ForScope({
  scope,
  title,
  children,
}: {
  scope: PageEntry['scope'];
  title: string;
  children: ReactNode;
}) {
  const isAllowed = useMay(scope);
  if (isAllowed) return children;
  return (
    <Page title={title}>
      <Empty title="This page is not for your role">
        It needs the scope {scope}. An administrator of your company can give you another role.
      </Empty>
    </Page>
  );
}
