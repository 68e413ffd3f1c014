use crate::support::{at, id, on_both, tenant, user};
use control_plane_domain::user::UserStatus;
use control_plane_domain::{Email, Role};
use control_plane_store::testing::TestDb;
use control_plane_store::users::{NewUser, UserChange, UserFilter, UserSort};
use control_plane_store::{Etag, Page, Sort, StoreError, identities, tenants, users};

on_both!(
    an_address_signs_in_to_one_tenant_of_the_installation,
    a_change_needs_the_row_it_was_made_on,
    lists_are_filtered_sorted_and_counted,
    a_deleted_person_signs_in_nowhere,
);

async fn an_address_signs_in_to_one_tenant_of_the_installation(test: &TestDb) {
    let db = &test.db;
    let (a, b) = (tenant(db, "a").await, tenant(db, "b").await);
    let ada = user(db, a, "Ada@Example.com", Role::OrgOwner).await;
    let email: Email = "ada@example.COM".parse().unwrap();
    let found = identities::find(&db.read_shared().await.unwrap(), &email).await.unwrap();
    assert_eq!(found, Some((a, ada.id)));

    let tx = db.write(b).await.unwrap();
    let new =
        NewUser { id: id(), email: email.clone(), name: "x".into(), role: Role::Admin, password_hash: None };
    assert!(matches!(users::create(&tx, new, at(1)).await, Err(StoreError::Taken("e-mail address"))));
    drop(tx);

    let tx = db.read(a).await.unwrap();
    assert_eq!(users::find_by_email(&tx, &email).await.unwrap(), Some(ada.clone()));
    assert_eq!(users::password_hash(&tx, ada.id).await.unwrap().as_deref(), Some("$argon2id$…"));
    let slugs: Vec<_> = tenants::all(&tx).await.unwrap().into_iter().map(|tenant| tenant.slug).collect();
    assert_eq!(slugs.len(), 2);
}

async fn a_change_needs_the_row_it_was_made_on(test: &TestDb) {
    let db = &test.db;
    let a = tenant(db, "a").await;
    let ada = user(db, a, "ada@example.com", Role::Agent).await;
    let tx = db.write(a).await.unwrap();
    let to_lead = UserChange { role: Some(Role::TeamLead), ..Default::default() };
    let lead = users::update(&tx, ada.id, to_lead.clone(), Some(&ada.etag), at(5)).await.unwrap().unwrap();
    assert_eq!((lead.role, lead.updated_at), (Role::TeamLead, at(5)));
    let stale = users::update(&tx, ada.id, to_lead, Some(&ada.etag), at(6)).await;
    assert!(matches!(stale, Err(StoreError::Stale("user"))));
    let nobody =
        users::update(&tx, id(), UserChange::default(), Some(&Etag::from("x")), at(6)).await.unwrap();
    assert_eq!(nobody, None);
    let moved = UserChange { email: Some("ada@new.example".parse().unwrap()), ..Default::default() };
    users::update(&tx, ada.id, moved, None, at(7)).await.unwrap();
    assert_eq!(identities::find(&tx, &"ada@example.com".parse().unwrap()).await.unwrap(), None);
    assert!(identities::find(&tx, &"ada@new.example".parse().unwrap()).await.unwrap().is_some());
    tx.commit().await.unwrap();
}

async fn lists_are_filtered_sorted_and_counted(test: &TestDb) {
    let db = &test.db;
    let a = tenant(db, "a").await;
    for (email, role) in [("c@x.yz", Role::Agent), ("a_1@x.yz", Role::Agent), ("b@x.yz", Role::Admin)] {
        user(db, a, email, role).await;
    }
    let tx = db.write(a).await.unwrap();
    let list = async |filter: UserFilter, sort: &str, page: Page| {
        let listed = users::list(&tx, &filter, Sort::parse(sort).unwrap(), page).await.unwrap();
        (listed.rows.into_iter().map(|user| user.name).collect::<Vec<_>>(), listed.total)
    };
    let agents = UserFilter { role: Some(Role::Agent), ..Default::default() };
    assert_eq!(list(agents, "name", Page::default()).await, (vec!["a_1".into(), "c".into()], 2));
    assert_eq!(list(UserFilter::default(), "-name", Page::new(2, 2)).await, (vec!["a_1".into()], 3));
    let underscore = UserFilter { text: Some("_".into()), ..Default::default() };
    assert_eq!(
        list(underscore, "email", Page::default()).await,
        (vec!["a_1".into()], 1),
        "a wildcard is text"
    );
    assert!(Sort::<UserSort>::parse("password_hash").is_err());
    assert_eq!(users::count_active(&tx, &[Role::Admin, Role::OrgOwner]).await.unwrap(), 1);
}

async fn a_deleted_person_signs_in_nowhere(test: &TestDb) {
    let db = &test.db;
    let a = tenant(db, "a").await;
    let ada = user(db, a, "ada@example.com", Role::Agent).await;
    let tx = db.write(a).await.unwrap();
    let off = UserChange { status: Some(UserStatus::Disabled), ..Default::default() };
    let disabled = users::update(&tx, ada.id, off, None, at(1)).await.unwrap().unwrap();
    assert_eq!(disabled.status, UserStatus::Disabled);
    assert!(users::delete(&tx, ada.id).await.unwrap());
    assert!(!users::delete(&tx, ada.id).await.unwrap());
    assert_eq!(identities::find(&tx, &ada.email).await.unwrap(), None);
    tx.commit().await.unwrap();
}
